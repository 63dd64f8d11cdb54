/** What the page does besides: it shows answers below the form, where without it a form leads to the answer. */
export const script = `
for(const form of document.forms){
const output=form.querySelector("output");
const add=(parent,name,text)=>{const node=document.createElement(name);if(text!==undefined)node.textContent=text;parent.append(node);return node};
const ask=async(url)=>{
output.textContent="…";
try{
const response=await fetch(url),answer=await response.json();
output.textContent="";
const link=add(add(output,"p"),"a",url);link.href=url;
const table=add(output,"table");
for(const[name,value]of Object.entries(answer))if(value===null||typeof value!=="object"){
const row=add(table,"tr");add(row,"th",name);add(row,"td",value)}
add(output,"pre",JSON.stringify(answer,null,1).replace(/\\[[^[\\]{}]*\\]/g,list=>list.replace(/\\s+/g," ")).slice(0,2e4));
}catch(error){output.textContent=error}
};
form.addEventListener("submit",event=>{
event.preventDefault();
const given=[...new FormData(form)].filter(([,value])=>value!=="");
ask(form.action+"?"+given.map(part=>part.map(encodeURIComponent).join("=")).join("&").replace(/%2C/g,",").replace(/%3D/g,"="));
});
form.parentNode.querySelector(".examples").addEventListener("click",event=>{
if(!event.target.href||event.ctrlKey||event.metaKey||event.shiftKey)return;
event.preventDefault();
const given=new URL(event.target.href).searchParams;
for(const input of form.elements){input.checked=given.has(input.name);if(input.type!=="checkbox")input.value=given.get(input.name)??""}
form.requestSubmit();
});
}
`.trim();

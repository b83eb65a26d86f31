/** The page's element with this id; the page's own HTML must have it. */
export function element<Type extends Element>(id: string, type: new () => Type): Type {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`Expected a ${type.name} with the id "${id}".`);
  return found;
}

// One instance for each place on the page, however often Streamlit calls.
//
// Streamlit calls a component again with each rerun, and when a newer rerun overtakes one whose call is still under
// way it runs that call's clean-up although the component stays on the page. Only what has left the page is ended.

export function mount(create) {
  const mounted = new WeakMap()
  return (component) => {
    const { parentElement } = component
    let instance = mounted.get(parentElement)
    if (!instance) mounted.set(parentElement, (instance = create(parentElement)))
    instance.update(opened(component.data), component)
    const end = () => {
      if (parentElement.isConnected || mounted.get(parentElement) !== instance) return
      mounted.delete(parentElement)
      instance.destroy()
    }
    return () => setTimeout(end)
  }
}

// See packed() in mounting.py.
function opened(data) {
  return data?.packed ? JSON.parse(data.packed) : data
}

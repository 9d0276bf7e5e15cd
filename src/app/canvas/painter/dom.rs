//! The little that the painter asks of the browser's document. Places are set
//! through the CSSOM, never as text in a `style` attribute, which a strict
//! Content-Security-Policy refuses.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use crate::editor::{Point, Rect};

const SVG: &str = "http://www.w3.org/2000/svg";

/// A new element of HTML with this class.
pub fn element(tag: &str, class: &str) -> HtmlElement {
    let element = made(document().create_element(tag));
    element.set_class_name(class);
    element.unchecked_into()
}

/// A new element of SVG with this class.
pub fn svg(tag: &str, class: &str) -> Element {
    let element = made(document().create_element_ns(Some(SVG), tag));
    set(&element, "class", class);
    element
}

fn made(new: Result<Element, JsValue>) -> Element {
    // Only a name with signs in it that no name has would be refused.
    new.unwrap_or_else(|refused| wasm_bindgen::throw_val(refused))
}

/// Sets an attribute.
pub fn set(element: &Element, name: &str, value: &str) {
    // Only a malformed name is refused.
    let _ = element.set_attribute(name, value);
}

/// Takes an attribute away.
pub fn unset(element: &Element, name: &str) {
    // Only a malformed name is refused.
    let _ = element.remove_attribute(name);
}

/// Sets a property of an element's own style.
pub fn style(element: &HtmlElement, property: &str, value: &str) {
    // What the browser does not understand it ignores.
    let _ = element.style().set_property(property, value);
}

/// Puts an element at a point of what it stands in. To the browser a transform
/// is a picture of its own, which it minds with every frame; so only what moves
/// with all that hangs in it has one, and everything else stands.
pub fn stand(element: &HtmlElement, at: Point) {
    style(element, "left", &format!("{}px", at.x));
    style(element, "top", &format!("{}px", at.y));
}

/// Moves an element, with all that hangs in it, to a point of what it stands in.
pub fn place(element: &HtmlElement, at: Point) {
    style(
        element,
        "transform",
        &format!("translate({}px, {}px)", at.x, at.y),
    );
}

/// Gives an element its size.
pub fn size(element: &HtmlElement, rect: Rect) {
    style(element, "width", &format!("{}px", rect.w));
    style(element, "height", &format!("{}px", rect.h));
}

/// Appends an element.
pub fn append(parent: &Element, child: &Element) {
    // Only an element that would hold itself is refused.
    let _ = parent.append_child(child);
}

/// Hangs an element into another one, before one of those that hang there. What hangs
/// elsewhere is moved as it is where the browser can do that, and then keeps the focus.
pub fn hang(parent: &Element, child: &Element, before: Option<&Element>) {
    let before = before.map_or(JsValue::NULL, JsValue::from);
    let moved = child.is_connected()
        && js_sys::Reflect::get(parent, &"moveBefore".into())
            .ok()
            .and_then(|it| it.dyn_into::<js_sys::Function>().ok())
            .is_some_and(|it| it.call2(parent, child, &before).is_ok());
    if !moved {
        // Only an element that would hold itself is refused.
        let _ = parent.insert_before(child, before.dyn_ref());
    }
}

/// Focuses an element without scrolling to it: the canvas pans by itself. Says
/// whether it has the focus then.
pub fn focus(element: &HtmlElement) -> bool {
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"preventScroll".into(), &JsValue::TRUE);
    let focus = js_sys::Reflect::get(element, &"focus".into());
    if let Some(focus) = focus
        .ok()
        .and_then(|it| it.dyn_into::<js_sys::Function>().ok())
    {
        let _ = focus.call1(element, &options);
    }
    has_focus(element)
}

/// Whether an element has the focus.
pub fn has_focus(element: &HtmlElement) -> bool {
    document().active_element().as_ref() == Some(element.as_ref())
}

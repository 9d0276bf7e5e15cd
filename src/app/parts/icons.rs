//! AWS's own drawings, byte for byte, carried by the page: once it has started,
//! no icon is asked of a server. `tests/icons.rs` holds the list to the kinds.

use std::sync::LazyLock;

use leptos::prelude::*;
use rustc_hash::FxHashMap;

use crate::architecture::Kind;
use crate::picture::icons::ICONS;

/// Each with its address, made when the first one is asked for.
static ADDRESSES: LazyLock<FxHashMap<&str, String>> = LazyLock::new(|| {
    let with_address = |(name, drawing): &(&'static str, &str)| (*name, address(name, drawing));
    ICONS.iter().map(with_address).collect()
});

/// A `data:` address. Its fragment names the icon, for style sheets: a drawing in
/// dark lines alone gets a light plate.
fn address(name: &str, drawing: &str) -> String {
    let mut address = String::with_capacity(drawing.len() + 160);
    address.push_str("data:image/svg+xml,");
    for sign in drawing.chars() {
        match sign {
            '%' => address.push_str("%25"),
            '#' => address.push_str("%23"),
            '"' => address.push_str("%22"),
            '\n' => address.push_str("%0A"),
            _ => address.push(sign),
        }
    }
    address.push('#');
    address.push_str(name);
    address
}

/// The address of an official AWS icon, for an `<img>` or, in `url("…")`, for a background.
pub fn icon_path(name: &str) -> &'static str {
    ADDRESSES.get(name).map_or("", String::as_str)
}

/// The official icon of a kind.
#[component]
pub fn KindIcon(
    /// The kind.
    kind: Kind,
) -> impl IntoView {
    view! { <img class="icon" src=icon_path(kind.info().icon) alt="" draggable="false" /> }
}

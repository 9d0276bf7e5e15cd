//! The frame around an open document: top bar, palette, canvas, inspector,
//! dock, and the tab bar of a phone.

use leptos::prelude::*;

use super::canvas::Canvas;
use super::parts::toast::Toasts;
use super::store::{Sheet, use_store};

/// The frame.
#[component]
pub fn Shell() -> impl IntoView {
    let store = use_store();
    let sheet = move || {
        store.sheet.get().map(|sheet| match sheet {
            Sheet::Left => "left",
            Sheet::Right => "right",
            Sheet::Dock => "dock",
        })
    };
    let dock = move || (!store.dock_open.get()).then_some("closed");
    let height = move || store.dock_height.get().map(|height| format!("{height}px"));
    view! {
        <div class="app" data-sheet=sheet data-dock=dock style:--dock=height>
            <a class="skip-link" href="#canvas">"To the canvas"</a>
            <header class="topbar"></header>
            <aside class="left" aria-label="Build"></aside>
            <main class="main"><Canvas /></main>
            <aside class="right" aria-label="Inspector"></aside>
            <section class="dock" aria-label="Panels"></section>
            <nav class="tabbar" aria-label="Panels"></nav>
            <Toasts />
        </div>
    }
}

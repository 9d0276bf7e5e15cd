//! The stations beneath the rooms: which are reached, and how far it is to the others.

use leptos::prelude::*;

use crate::app::course::learner::use_learner;
use crate::app::front::{Wish, use_front};
use crate::app::parts::Ui;
use crate::course::certificate::{STATIONS, Station};

/// The stations, as soon as somebody has begun.
#[component]
pub fn Stations() -> impl IntoView {
    let learner = use_learner();
    let begun = Memo::new(move |_| learner.progress.with(|it| !it.chapters.is_empty()));
    move || {
        begun.get().then(|| {
            let stations = STATIONS.iter().map(|station| view! { <One station /> });
            view! { <ul class="stations" aria-label="Stations">{stations.collect_view()}</ul> }
        })
    }
}

#[component]
fn One(station: &'static Station) -> impl IntoView {
    let front = use_front();
    let learner = use_learner();
    let open = Memo::new(move |_| learner.progress.with(|it| station.open(it).len()));
    let all = station.chapter;
    move || {
        let open = open.get();
        if open == 0 {
            view! {
                <li><button class="map-station reached" on:click=move |_| front.wish(Wish::Learners)>
                    <Ui name="check" /><b>{station.name}</b><span>"reached · print or save"</span>
                </button></li>
            }
            .into_any()
        } else {
            let done = all as usize - open;
            view! {
                <li><p class="map-station">
                    <Ui name="flag" /><b>{station.name}</b><span>{format!("{done} of {all} chapters")}</span>
                </p></li>
            }
            .into_any()
        }
    }
}

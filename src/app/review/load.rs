//! The load that the bill is counted with. It is a resource of the drawing, made when somebody
//! changes a number of it first.

use leptos::prelude::*;
use serde_json::Value;

use super::act::Unfold;
use crate::app::parts::field::{Commit, FieldInput, FieldState, problem_id};
use crate::app::state::use_store;
use crate::architecture::{Edit, Kind, Properties, Property, Resource, ResourceId, Workload};

/// The declared load, to be edited in place.
#[component]
pub fn Load() -> impl IntoView {
    let store = use_store();
    let load = Memo::new(move |_| {
        let analysis = store.analysis();
        analysis
            .architecture()
            .all::<Workload>()
            .next()
            .map(|(id, it)| (id.clone(), it.clone()))
    });
    let about = move || match load.with(Option::is_some) {
        true => "as this drawing declares it",
        false => "Notebookly’s, because the drawing declares none",
    };
    let summary = view! { <span class="grow">"Numbers of the load"</span> };
    view! {
        <section class="review-card" aria-labelledby="review-load">
            <div class="review-card-head"><h3 id="review-load">"Load"</h3><span>{about}</span></div>
            <Unfold key="load".to_owned() class="load" summary=summary.into_any()>
                <div class="load-rows">
                    {Kind::Workload.info().properties.iter().map(|property| view! { <Row property load /> }).collect_view()}
                </div>
            </Unfold>
        </section>
    }
}

#[component]
fn Row(property: &'static Property, load: Memo<Option<(ResourceId, Workload)>>) -> impl IntoView {
    let store = use_store();
    let state = FieldState::default();
    let value = Memo::new(move |_| {
        let load = load.get().map(|it| it.1).unwrap_or_default();
        Properties::from(load)
            .get(property.key)
            .unwrap_or(Value::Null)
    });
    let commit: Commit = Callback::new(move |value: Value| {
        let analysis = store.peek_analysis();
        let architecture = analysis.architecture();
        let edits = match load.get_untracked() {
            Some((id, _)) => vec![Edit::set(&id, property.key, value)],
            None => {
                let id = architecture.free_id(Kind::Workload);
                let name = architecture.free_name("Load");
                let made = Edit::create(id.clone(), Resource::new(name, Workload::default()));
                vec![made, Edit::set(&id, property.key, value)]
            }
        };
        let label = format!("Change the load: {}", property.label);
        store.perform(label, edits);
        Ok(())
    });
    let html_id = format!("load-{}", property.key);
    let owner = untrack(|| load.get()).map_or_else(|| ResourceId::new("workload"), |it| it.0);
    view! {
        <div class="load-row" title=property.help.trim()>
            <label for=html_id.clone()>{property.label}</label>
            <FieldInput field=property.value value commit owner html_id=html_id.clone() label=property.label state />
            <p class="field-error" id=problem_id(&html_id)>{move || state.problem.get()}</p>
        </div>
    }
}

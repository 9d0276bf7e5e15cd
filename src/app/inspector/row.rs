//! One property of a resource as a row of the form.

use leptos::prelude::*;
use serde_json::Value;

use super::policy::PolicyEditor;
use crate::app::parts::field::{Commit, FieldInput, FieldState, problem_id};
use crate::app::state::use_store;
use crate::architecture::{Change, Edit, Property, PropertyType, ResourceId};
use crate::editor::actions;
use crate::editor::form::tables;
use crate::rules::{self, Severity};

/// A row of the form.
#[component]
pub fn PropertyRow(
    /// The resource.
    id: ResourceId,
    /// The property.
    property: &'static Property,
    /// Whether every row says what it means.
    explained: RwSignal<bool>,
) -> impl IntoView {
    let store = use_store();
    let state = FieldState::default();
    let value = {
        let id = id.clone();
        Memo::new(move |_| {
            let analysis = store.analysis();
            let resource = analysis.architecture().get(&id);
            resource
                .and_then(|it| it.properties.get(property.key))
                .unwrap_or(Value::Null)
        })
    };
    let commit: Commit = {
        let id = id.clone();
        Callback::new(move |value: Value| {
            let analysis = store.peek_analysis();
            tables::holds(analysis.architecture(), &id, property.key, &value)
                .map_err(|why| why.to_string())?;
            let label = store.peek(|it| actions::change_label(it.document(), &id, property));
            store.perform(label, vec![Edit::set(&id, property.key, value)]);
            Ok(())
        })
    };
    let said = {
        let id = id.clone();
        Memo::new(move |_| {
            // The card under "Findings" says it; here it is only pointed at.
            let told = store.told_so_far();
            let here = (told.findings.iter()).filter(|it| {
                it.property == Some(property.key) && it.resources.first() == Some(&id)
            });
            here.map(|it| (it.severity, it.title)).collect::<Vec<_>>()
        })
    };
    let check = {
        let id = id.clone();
        Callback::new(move |value: Value| {
            let analysis = store.peek_analysis();
            rules::check_field(analysis.architecture(), &id, property.key, &value)
        })
    };
    let html_id = format!("{id}-{}", property.key);
    let problem = problem_id(&html_id);
    let wide = matches!(
        property.value,
        PropertyType::LongText | PropertyType::Policy | PropertyType::References(_)
    );
    let fixed = property.change == Change::Replacement;
    let kind = store.peek(|it| it.document().architecture.kind_of(&id));
    let replacement = move || {
        let what = kind.map_or("resource", |kind| kind.info().title);
        format!(
            "AWS cannot change this in place: a change there means a new {}.",
            crate::text::in_a_sentence(what)
        )
    };
    let aws = property.known_as();
    let label = if matches!(
        property.value,
        PropertyType::References(_) | PropertyType::Policy
    ) {
        view! { <span class="label" title=property.help>{property.label}</span> }.into_any()
    } else {
        view! { <label for=html_id.clone() title=property.help>{property.label}</label> }.into_any()
    };
    view! {
        <div class="form-row" class:wide=wide>
            {label}
            {match property.value {
                PropertyType::Policy => view! {
                    <PolicyEditor
                        value
                        commit
                        property=property.key
                        html_id=html_id.clone()
                        label=property.label
                    />
                }.into_any(),
                field => view! {
                    <FieldInput
                        field
                        value
                        commit
                        check
                        owner=id
                        html_id=html_id.clone()
                        label=property.label
                        state
                    />
                }.into_any(),
            }}
            <div class="form-notes" id=problem>
                {move || match state.problem.get() {
                    Some(problem) => view! { <p class="field-error">{problem}</p> }.into_any(),
                    None => said.get().into_iter().map(|(severity, title)| view! {
                        <p
                            class="field-error"
                            class:warn=severity == Severity::Warning
                            class:info=severity == Severity::Info
                        >{title}</p>
                    }).collect_view().into_any(),
                }}
            </div>
            <Show when=move || explained.get()>
                <p class="help">{property.help.trim()}" "<code>{aws}</code></p>
            </Show>
            <Show when=move || fixed && (explained.get() || state.is_dirty())>
                <p class="help">{replacement()}</p>
            </Show>
        </div>
    }
}

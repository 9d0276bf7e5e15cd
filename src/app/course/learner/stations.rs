//! What a learner has reached: stations and the certificate, to print and to save, and the
//! six skills. It comes as a part of its own, when somebody looks who is learning.

use leptos::portal::Portal;
use leptos::prelude::*;

use super::{Learner, use_learner};
use crate::app::files;
use crate::app::late::late;
use crate::app::parts::Ui;
use crate::course::certificate::badges::{Badge, badges};
use crate::course::certificate::{
    Certificate, MOST_SIGNS, PROVES, Refused, STATEMENT, STATIONS, Station, day, lines,
};
use crate::course::memory::FIRST_NAME;

late!(
    stations,
    load,
    fn panel() -> AnyView {
        view! { <Reached /> }.into_any()
    }
);

#[component]
fn Reached() -> impl IntoView {
    let learner = use_learner();
    // Who has not said a name has none that a certificate could state.
    let known = learner.name.get_untracked();
    let typed = RwSignal::new(if known == FIRST_NAME {
        String::new()
    } else {
        known
    });
    let wrong = RwSignal::new(None::<String>);
    let printed = RwSignal::new(None::<String>);
    let after = window_event_listener_untyped("afterprint", move |_| printed.set(None));
    on_cleanup(move || after.remove());
    let any = Memo::new(move |_| learner.progress.with(|it| STATIONS[0].is_reached(it)));
    let make = Callback::new(move |station: &'static Station| -> Option<String> {
        let name = typed.get_untracked();
        let made = learner
            .progress
            .with_untracked(|it| Certificate::of(&name, station, it));
        match made {
            Ok(made) => {
                wrong.set(None);
                Some(made.svg())
            }
            Err(why) => {
                let told = crate::text::capitalised(&why.to_string());
                wrong.set(Some(format!("{told}.")));
                if !matches!(why, Refused::Open(_)) {
                    crate::app::parts::focus_element("certificate-name");
                }
                None
            }
        }
    });
    view! {
        <section class="what-reached" aria-labelledby="reached-title">
            <h3 id="reached-title">"Stations and certificate"</h3>
            <Show when=move || any.get()>
                <div class="person-form">
                    <label for="certificate-name">"Name on the certificate"</label>
                    <input
                        class="input" id="certificate-name" autocomplete="name" maxlength=MOST_SIGNS.to_string()
                        prop:value=move || typed.get()
                        aria-invalid=move || wrong.get().is_some().to_string()
                        aria-describedby="certificate-error"
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                    <div id="certificate-error" role="status">
                        {move || wrong.get().map(|why| view! { <p class="field-error">{why}</p> })}
                    </div>
                </div>
            </Show>
            <ul class="reached-list">
                {STATIONS.iter().map(|station| view! { <OneStation learner station make printed /> }).collect_view()}
            </ul>
            <Show when=move || any.get()>
                <p class="muted small">{STATEMENT}" "{PROVES}" Whoever teaches verifies it with the exported progress and "<code>"cloud-campus certificate check"</code>"."</p>
            </Show>
            <h3>"Six skills"</h3>
            <ul class="badges">
                {move || learner.progress.with(badges).into_iter().map(badge).collect_view()}
            </ul>
        </section>
        {move || printed.get().map(|svg| view! {
            <Portal><div class="certificate-print" inner_html=svg.clone()></div></Portal>
        })}
    }
}

/// A station: its facts with what can be done, or what is missing.
#[component]
fn OneStation(
    learner: Learner,
    station: &'static Station,
    make: Callback<&'static Station, Option<String>>,
    printed: RwSignal<Option<String>>,
) -> impl IntoView {
    let facts = Memo::new(move |_| {
        learner
            .progress
            .with(|it| crate::course::certificate::Facts::of(station, it))
    });
    let missing = move || {
        let open = learner.progress.with(|it| station.open(it));
        let told = crate::text::capitalised(&Refused::Open(open).to_string());
        format!("{told}.")
    };
    let save = move |_| {
        if let Some(svg) = make.run(station) {
            let ending = match station.is_course() {
                true => "certificate.svg".to_owned(),
                false => format!("station-{}.svg", station.chapter),
            };
            let name = files::file_name(&learner.name.get_untracked(), &ending);
            files::download(&name, "image/svg+xml", &svg);
        }
    };
    let print = move |_| {
        if let Some(svg) = make.run(station) {
            printed.set(Some(svg));
            // The page is drawn first, then printed.
            request_animation_frame(|| {
                let _ = window().print();
            });
        }
    };
    view! {
        <li class:done=move || facts.with(Option::is_some)>
            {move || match facts.get() {
                Some(facts) => view! {
                    <p class="reached-head"><Ui name="check" /><b>{station.name}</b><span>{format!("reached {}", day(facts.at))}</span></p>
                    <dl>{lines(&facts).into_iter().map(|(what, how)| view! { <div><dt>{what}</dt><dd>{how}</dd></div> }).collect_view()}</dl>
                    <div class="row">
                        <button class="btn small" aria-label=format!("Print: {}", station.name) on:click=print>"Print"</button>
                        <button class="btn small" aria-label=format!("Save as SVG: {}", station.name) on:click=save><Ui name="download" />"Save as SVG"</button>
                    </div>
                }.into_any(),
                None => view! {
                    <p class="reached-head"><Ui name="flag" /><b>{station.name}</b></p>
                    <p class="muted small">{missing}</p>
                }.into_any(),
            }}
        </li>
    }
}

fn badge(badge: Badge) -> AnyView {
    let (class, words) = match &badge.shown {
        Some((at, evidence)) => ("done", format!("Shown on {}: {evidence}", day(*at))),
        None => ("", format!("{}.", badge.asks)),
    };
    let icon = if badge.shown.is_some() {
        "check"
    } else {
        "target"
    };
    let state = if badge.shown.is_some() {
        "shown: "
    } else {
        "not yet: "
    };
    view! {
        <li class=class>
            <Ui name=icon />
            <p><span class="visually-hidden">{state}</span><b>{badge.name}</b><span>{words}</span></p>
        </li>
    }
    .into_any()
}

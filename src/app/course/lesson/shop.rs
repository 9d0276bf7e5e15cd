//! The list of the shop of drills: the trouble of the day, then all of them by topic or by
//! par, each with what somebody complains of and how well it was mended.

use leptos::prelude::*;

use super::prose::{coded, nodes};
use super::study::{Study, use_study};
use crate::app::course::learner::now;
use crate::app::parts::Ui;
use crate::app::parts::segments::Segments;
use crate::course::lesson::{Block, Task};
use crate::course::shop::daily;
use crate::order::InOrder;
use crate::text;

/// In which order the troubles stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Topic,
    Par,
}

impl Study {
    /// Whoever comes into the shop for the first time begins with the trouble of the day.
    pub(super) fn take_the_daily(self) {
        if !self.is_shop() || self.peek_notes(|it| !it.task.is_empty()) {
            return;
        }
        if let Some(task) = self.daily().and_then(|place| self.task(place)) {
            self.notes.update_untracked(|notes| notes.task = task.id);
        }
    }

    /// The place of the trouble of the day.
    fn daily(self) -> Option<usize> {
        self.chapter(|it| daily(now().day, it.tasks.len()))
    }
}

/// The list.
#[component]
pub fn ShopList() -> impl IntoView {
    let study = use_study();
    let order = RwSignal::new(Order::Topic);
    let intro = study.chapter(|it| {
        let blocks = it.units.first().map(|it| it.blocks.clone());
        blocks
            .unwrap_or_default()
            .into_iter()
            .find_map(|it| match it {
                Block::Prose(nodes) => Some(nodes),
                _ => None,
            })
    });
    let pars = study.chapter(|it| {
        it.tasks
            .iter()
            .map(|it| (it.id.clone(), it.par))
            .collect::<Vec<_>>()
    });
    let told = move || {
        let kept = study.learner.progress.read();
        let best = |id: &String| kept.task(id).filter(|it| it.met.is_some());
        let mended: Vec<_> = pars
            .iter()
            .filter_map(|(id, par)| Some((best(id)?.edits, *par)))
            .collect();
        let within = mended
            .iter()
            .filter(|(edits, par)| edits.zip(*par).is_some_and(|(edits, par)| edits <= par));
        match mended.len() {
            0 => format!(
                "{} wait for you.",
                text::count(pars.len(), "trouble", "troubles")
            ),
            count => format!(
                "{count} of {} mended, {} of them within par.",
                pars.len(),
                within.count()
            ),
        }
    };
    let groups = move || -> Vec<(String, Vec<usize>)> {
        let order = order.get();
        study.chapter(|chapter| match order {
            Order::Topic => {
                let units = chapter.units.iter();
                units
                    .map(|unit| {
                        let places = unit.blocks.iter().filter_map(|block| match block {
                            Block::Task(id) => chapter.tasks.iter().position(|it| it.id == *id),
                            _ => None,
                        });
                        (unit.title.clone(), places.collect())
                    })
                    .collect()
            }
            Order::Par => {
                let mut pars: Vec<u32> = chapter.tasks.iter().filter_map(|it| it.par).collect();
                pars.order();
                pars.dedup();
                pars.into_iter()
                    .map(|par| {
                        let all = chapter.tasks.iter().enumerate();
                        let places = all
                            .filter(|(_, it)| it.par == Some(par))
                            .map(|(place, _)| place);
                        let edits = text::count(par as usize, "edit", "edits");
                        (format!("Par {par}: {edits} will do"), places.collect())
                    })
                    .collect()
            }
        })
    };
    view! {
        <article class="unit shop" aria-label="The shop of drills">
            {intro.map(|it| nodes(study, &it))}
            <p class="shop-count" role="status">{told}</p>
            {study.daily().map(|place| view! {
                <section class="shop-daily" aria-labelledby="shop-daily">
                    <h2 id="shop-daily">"Trouble of the day"</h2>
                    <Trouble place />
                </section>
            })}
            <Segments
                label="Order of the troubles"
                choices=vec![(Order::Topic, "By topic"), (Order::Par, "By par")]
                value=order
                on_change=Callback::new(move |it: Order| order.set(it))
            />
            {move || groups().into_iter().map(|(title, places)| view! {
                <section class="shop-group">
                    <h2>{title}</h2>
                    <ul>
                        {places.into_iter().map(|place| view! { <li><Trouble place /></li> }).collect_view()}
                    </ul>
                </section>
            }).collect_view()}
        </article>
    }
}

/// One trouble: it leads to the card.
#[component]
fn Trouble(
    /// Its place among all.
    place: usize,
) -> impl IntoView {
    let study = use_study();
    let Task {
        id,
        title,
        symptom,
        par,
        ..
    } = study.task(place)?;
    let par = par.unwrap_or(1);
    let here = Memo::new(move |_| study.place() == place);
    // What counts is the best that the learner has kept, also of other days.
    let best = Memo::new(move |_| {
        let kept = study.learner.progress.read();
        kept.task(&id)
            .filter(|it| it.met.is_some())
            .map(|it| it.edits.unwrap_or(0))
    });
    let result = move || match best.get() {
        None => format!("Par {par}"),
        Some(edits) => format!(
            "Mended with {}, par {par}",
            text::count(edits as usize, "edit", "edits")
        ),
    };
    Some(view! {
        <button
            class="task-mark"
            data-met=move || best.get().is_some().then_some("")
            aria-current=move || here.get().then_some("step")
            on:click=move |_| study.press(place)
        >
            <i class="check-dot" aria-hidden="true"><Show when=move || best.get().is_some()><Ui name="check" /></Show></i>
            <span class="grow">
                <b>{title}</b>
                {symptom.on(None).cloned().map(|it| view! { <span class="shop-said">"“"{coded(&it)}"”"</span> })}
                <span class="task-kind">{result}</span>
            </span>
            <Ui name="chevron-right" />
        </button>
    })
}

//! What is done in the room: playing, going back, breaking, ending.

use leptos::prelude::*;

use super::drills;
use super::keeping;
use super::room::{REPORT, Room, Stage, thing};
use super::scorecard::Ended;
use crate::app::files;
use crate::app::state::{Tone, WantedRun};
use crate::simulation::drills::{Board, Played, Scorecard, as_json, criteria_of, saved};
use crate::simulation::{Deed, Second, Simulation, Whom};

impl Room {
    /// Goes some seconds back, or on: behind now the run is played.
    pub fn step(self, seconds: Second, on: bool) {
        let at = self.at_now();
        match (on, self.back.get_untracked()) {
            (true, None) => {
                self.advance(seconds);
                self.refresh(true);
            }
            (true, Some(_)) => self.look_at(at.saturating_add(seconds)),
            (false, _) => self.look_at(at.saturating_sub(seconds)),
        }
        let clock = self.clock();
        self.say(clock.time(self.at_now()));
    }

    /// Plays, or pauses.
    pub fn toggle(self) {
        if self.playing.get_untracked() {
            self.pause();
            self.say(format!("Paused at {}.", self.clock().time(self.at_now())));
        } else if untrack(|| self.is_outdated()) {
            self.begin_again();
            self.playing.set(true);
            self.store.toast(
                Tone::Done,
                "The design has changed, so a new run has begun with it.",
            );
        } else if self.peek(Simulation::is_over) == Some(true) {
            self.say("The run is over. Begin again to play.");
        } else {
            // What is played goes on from where the run is.
            self.back.set(None);
            self.stage.set(Stage::Run);
            self.playing.set(true);
            self.say("Playing.");
        }
    }

    /// Pauses.
    pub fn pause(self) {
        self.playing.set(false);
        self.refresh(true);
    }

    /// Does something by hand, now.
    pub fn act(self, deed: Deed) {
        if !untrack(|| self.is_now()) {
            self.store.toast(
                Tone::Error,
                "This moment has passed. Go to now (End) to change something.",
            );
            return;
        }
        self.simulation.update_value(|it| {
            if let Some(it) = it {
                it.act(deed);
                // It is done in the second that comes, which is played at
                // once, so that it is seen though the run stands.
                it.advance(1);
            }
        });
        self.refresh(true);
    }

    /// Does the chosen fault to what was chosen for it.
    pub fn strike(self, whom: Whom) {
        if let Some(fault) = self.choosing.get_untracked() {
            self.choosing.set(None);
            self.sheet.set(false);
            self.act(fault.deed(whom));
        }
    }

    /// Shows a line of the timeline: opens it, and selects its thing.
    pub fn show(self, number: u32) {
        let was = self.open.get_untracked();
        self.open.set((was != Some(number)).then_some(number));
        if was != Some(number) {
            let thing = self.peek(|it| {
                let story = it.record().story.iter();
                let line = story.clone().find(|it| it.number == number);
                line.and_then(|it| thing(&it.place))
            });
            self.store.select(thing.flatten());
        }
    }

    /// Ends the run and shows what came of it.
    pub fn end(self) {
        self.pause();
        // The report of the same run, opened again, is the same run's.
        let earlier = self.ended.with_untracked(|all| {
            let again = usize::from(self.has_ended.get_value());
            all[..all.len().saturating_sub(again)].to_vec()
        });
        let number = earlier.last().map_or(1, |it| it.finished.number + 1);
        if let Some(ended) = self.peek(|it| Ended::of(number, it)) {
            self.ended.set(earlier.into_iter().chain([ended]).collect());
            keeping::keep_last(self);
        }
        self.judge();
        self.has_ended.set_value(true);
        self.stage.set(Stage::Report);
        crate::app::parts::focus_element(REPORT);
    }

    /// Tells whoever judges runs of one that is over; one that was cut short proves nothing.
    fn judge(self) {
        let judge = self.store.run_judge.get_value();
        let Some(judge) = judge.filter(|_| !self.has_ended.get_value()) else {
            return;
        };
        let is_over = self.peek(Simulation::is_over) == Some(true);
        if is_over {
            self.peek(|it| judge(it));
        } else if self.drill.with_untracked(Option::is_some) {
            self.store.toast(
                Tone::Error,
                "The run was ended before its time was up, so it does not count for the task. Begin again and let it play.",
            );
        }
    }

    /// Begins a drill.
    pub fn begin_drill(self, id: &str) {
        if let Some(drill) = drills::all().into_iter().find(|it| it.id == id) {
            self.keeps_seed.set_value(false);
            self.drill.set(Some(drill));
            self.begin();
        }
    }

    /// Begins what a task or a file has asked for.
    pub fn begin_wanted(self, wanted: WantedRun) {
        match wanted {
            WantedRun::Drill { drill, seed } => {
                self.begin_drill(&drill);
                if let Some(seed) = seed {
                    self.seed.set_value(seed);
                    self.keeps_seed.set_value(true);
                    self.begin();
                }
            }
            WantedRun::Saved(run) => {
                self.seed.set_value(run.seed);
                self.keeps_seed.set_value(true);
                self.drill.set(Some(drills::of(run.scenario)));
                self.begin();
            }
        }
    }

    /// Saves the run as a file: whoever opens it sees the same, second by second.
    pub fn save_run(self) {
        let text = self.peek(|it| saved::write(it.run(), it.now()));
        self.save("run.json", text);
    }

    /// Saves what came of the run, as the command line prints it.
    pub fn save_report(self) {
        let text = self.peek(|it| {
            let boards = Board::all(it);
            let played = Played::of(it, &boards);
            let card = Scorecard::of(&played, criteria_of(&it.run().scenario.id), None);
            format!("{:#}\n", as_json(&played, &card))
        });
        self.save("report.json", text);
    }

    fn save(self, ending: &str, text: Option<String>) {
        let Some(text) = text else {
            return;
        };
        let title = self.peek(|it| {
            let run = it.run();
            format!("{} {}", run.document.title, run.scenario.title)
        });
        let name = files::file_name(&title.unwrap_or_default(), ending);
        files::download(&name, "application/json", &text);
        self.store
            .toast(Tone::Done, format!("{name} was downloaded."));
    }
}

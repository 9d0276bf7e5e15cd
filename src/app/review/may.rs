//! Who may do what: a question, and which statement answers it.

use leptos::prelude::*;

use super::may_answer::Told;
use super::reckoning::Reckoning;
use crate::architecture::*;
use crate::iam::{Context, Policy, Question, Use, action, principal, resource};
use crate::relations::Relations;

/// Actions that are often asked for, beside those that the drawing's own policies name.
/// [SAR: Amazon S3, AWS Secrets Manager, Amazon SNS, AWS STS, Amazon EC2, Amazon CloudWatch Logs]
const OFTEN: [&str; 9] = [
    "s3:GetObject",
    "s3:PutObject",
    "s3:DeleteObject",
    "s3:ListBucket",
    "secretsmanager:GetSecretValue",
    "sns:Publish",
    "sts:AssumeRole",
    "ec2:DescribeInstances",
    "logs:PutLogEvents",
];

/// Which part of the question cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Who,
    Action,
    What,
    Context,
}

/// A key of the request with its value, as typed.
#[derive(Clone, Copy)]
struct ContextRow {
    number: u32,
    key: RwSignal<String>,
    value: RwSignal<String>,
}

/// The form and its answer.
#[component]
pub fn May() -> impl IntoView {
    let reckoning = expect_context::<Reckoning>();
    let store = reckoning.store;
    let who = RwSignal::new(String::new());
    let what = RwSignal::new(String::new());
    let does = RwSignal::new(String::new());
    let rows = RwSignal::new(Vec::<ContextRow>::new());
    let problem = RwSignal::new(None::<(Part, String)>);
    let asked = RwSignal::new(None::<Question>);
    let ask = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let analysis = store.peek_analysis();
        let relations = analysis.calm().network().relations();
        let context = rows.with_untracked(|all| {
            all.iter()
                .map(|row| (row.key.get_untracked(), row.value.get_untracked()))
                .collect::<Vec<_>>()
        });
        let read = question(
            relations,
            &who.get_untracked(),
            &does.get_untracked(),
            &what.get_untracked(),
            &context,
        );
        match read {
            Ok(question) => {
                problem.set(None);
                asked.set(Some(question));
            }
            Err(why) => {
                problem.set(Some(why));
                asked.set(None);
            }
        }
    };
    let offers = move |read: fn(&Relations) -> Vec<String>| {
        move || {
            let analysis = store.analysis();
            let all = read(analysis.calm().network().relations());
            all.into_iter()
                .map(|it| view! { <option value=it></option> })
                .collect_view()
        }
    };
    let add = move |_| {
        rows.update(|all| {
            let number = all.last().map_or(0, |it| it.number + 1);
            let key = RwSignal::new(String::new());
            all.push(ContextRow {
                number,
                key,
                value: RwSignal::new(String::new()),
            });
        });
    };
    let wrong = move |part: Part| {
        problem
            .with(|it| it.as_ref().is_some_and(|it| it.0 == part))
            .then_some("true")
    };
    view! {
        <section class="review-card may" aria-labelledby="review-may">
            <div class="review-card-head"><h3 id="review-may">"Who may do what"</h3><span>"IAM decides"</span></div>
            <form class="may-form" on:submit=ask novalidate>
                <label for="may-who">"Who asks"</label>
                <input class="input" id="may-who" list="may-whos" placeholder="user/NAME, role/NAME, a server, root" autocomplete="off" spellcheck="false"
                    aria-invalid=move || wrong(Part::Who) aria-describedby="may-problem"
                    prop:value=move || who.get() on:input=move |event| who.set(event_target_value(&event)) />
                <datalist id="may-whos">{offers(askers)}</datalist>
                <label for="may-action">"Action"</label>
                <input class="input mono" id="may-action" list="may-actions" placeholder="s3:GetObject" autocomplete="off" spellcheck="false"
                    aria-invalid=move || wrong(Part::Action) aria-describedby="may-problem"
                    prop:value=move || does.get() on:input=move |event| does.set(event_target_value(&event)) />
                <datalist id="may-actions">{offers(actions)}</datalist>
                <label for="may-what">"On what"</label>
                <input class="input" id="may-what" list="may-whats" placeholder="BUCKET/key, a name, an ARN or *" autocomplete="off" spellcheck="false"
                    aria-invalid=move || wrong(Part::What) aria-describedby="may-problem"
                    prop:value=move || what.get() on:input=move |event| what.set(event_target_value(&event)) />
                <datalist id="may-whats">{offers(asked_for)}</datalist>
                <For each=move || rows.get() key=|row| row.number let:row>
                    <span class="may-context-label">"Condition key"</span>
                    <div class="may-context">
                        <input class="input mono" aria-label="Condition key" list="may-keys" placeholder="aws:SourceIp" autocomplete="off" spellcheck="false"
                            aria-invalid=move || wrong(Part::Context) aria-describedby="may-problem"
                            prop:value=move || row.key.get() on:input=move |event| row.key.set(event_target_value(&event)) />
                        <input class="input mono" aria-label="Its value" placeholder="203.0.113.7" autocomplete="off" spellcheck="false"
                            prop:value=move || row.value.get() on:input=move |event| row.value.set(event_target_value(&event)) />
                        <button type="button" class="btn quiet small" on:click=move |_| rows.update(|all| all.retain(|it| it.number != row.number))>"Remove"</button>
                    </div>
                </For>
                <datalist id="may-keys">
                    <option value="aws:SourceIp"></option><option value="aws:MultiFactorAuthPresent"></option>
                    <option value="aws:SecureTransport"></option><option value="aws:SourceVpce"></option><option value="aws:RequestedRegion"></option>
                </datalist>
                <div class="may-do">
                    <button class="btn strong" type="submit">"Ask"</button>
                    <button class="btn quiet" type="button" on:click=add>"Add a condition key"</button>
                </div>
                <p class="field-error" id="may-problem" role="alert">{move || problem.with(|it| it.as_ref().map(|it| it.1.clone()))}</p>
            </form>
            <div role="status">
                {move || asked.get().map(|question| view! { <Told question analysis=store.analysis() /> })}
            </div>
        </section>
    }
}

/// The question as IAM asks it; or which part of it cannot be read, and why.
fn question(
    relations: &Relations,
    who: &str,
    does: &str,
    what: &str,
    keys: &[(String, String)],
) -> Result<Question, (Part, String)> {
    let indexed = relations.indexed();
    if who.trim().is_empty() {
        return Err((Part::Who, "Say who asks.".to_owned()));
    }
    let who = principal(indexed, who).map_err(|why| (Part::Who, format!("{why}.")))?;
    if does.trim().is_empty() {
        return Err((
            Part::Action,
            "Say what is to be done, such as s3:GetObject.".to_owned(),
        ));
    }
    let does = action(does).map_err(|why| (Part::Action, format!("{why}.")))?;
    if what.trim().is_empty() {
        return Err((Part::What, "Say on what, or write *.".to_owned()));
    }
    let what = resource(indexed, what).map_err(|why| (Part::What, format!("{why}.")))?;
    let mut context = Context::new();
    for (key, value) in keys {
        match (key.trim(), value.trim()) {
            ("", "") => {}
            ("", _) => return Err((Part::Context, "A value has no condition key.".to_owned())),
            (key, value) => context = context.with(key, value),
        }
    }
    Ok(Question::new(who, does, what).under(context))
}

/// Who of the drawing can ask.
fn askers(relations: &Relations) -> Vec<String> {
    let indexed = relations.indexed();
    let mut all = Vec::new();
    for (id, resource) in indexed.architecture().resources() {
        let name = indexed.name_of(id);
        match resource.kind() {
            Kind::IamUser => all.push(format!("user/{name}")),
            Kind::IamRole => all.push(format!("role/{name}")),
            Kind::Instance | Kind::AutoScalingGroup | Kind::LaunchTemplate | Kind::Function => {
                all.push(name);
            }
            _ => {}
        }
    }
    all.sort();
    all.dedup();
    all.extend(["root", "anonymous", "cloudtrail.amazonaws.com"].map(str::to_owned));
    all
}

/// The actions that the drawing's policies name, and those that are often asked for.
fn actions(relations: &Relations) -> Vec<String> {
    let mut all: Vec<String> = OFTEN.map(str::to_owned).to_vec();
    for (_, policy) in relations.indexed().all::<IamPolicy>() {
        if let Ok(policy) = Policy::read(&policy.document, Use::Identity) {
            let named = policy
                .statements
                .iter()
                .flat_map(|it| it.actions.patterns().to_vec());
            all.extend(named.filter(|it| action(it).is_ok()));
        }
    }
    all.sort();
    all.dedup();
    all
}

/// What of the drawing can be asked for.
fn asked_for(relations: &Relations) -> Vec<String> {
    let indexed = relations.indexed();
    let mut all = Vec::new();
    for (id, it) in indexed.architecture().resources() {
        let name = indexed.name_of(id);
        match it.kind() {
            Kind::Bucket => all.extend([name.clone(), format!("{name}/notes.pdf")]),
            Kind::Topic | Kind::Secret | Kind::Function | Kind::IamRole | Kind::IamUser => {
                all.push(name)
            }
            _ => {}
        }
    }
    all.retain(|it| resource(indexed, it).is_ok());
    all.sort();
    all.dedup();
    all.push("*".to_owned());
    all
}

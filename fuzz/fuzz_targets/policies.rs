//! Any text as a policy document, for each use: it is read or refused, what is
//! read and written again is the same, and every question has an answer.
#![no_main]

use cloud_campus::architecture::{Architecture, Bucket, Document, Edit, IamPolicy, IamRole, IamUser, Properties, Resource};
use cloud_campus::iam::{self, Policy, Principal, Question, Use};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut read = false;
    for used_as in [Use::Identity, Use::Trust, Use::Resource] {
        if let Ok(policy) = Policy::read(text, used_as) {
            read = true;
            let again = Policy::read(&policy.to_json(), used_as);
            assert_eq!(again.as_ref(), Ok(&policy));
        }
    }
    if !read {
        return;
    }
    let architecture = campus(text);
    for principal in [
        Principal::User("user".into()),
        Principal::Role("role".into()),
        Principal::Root,
        Principal::Anonymous,
        Principal::Service("ec2.amazonaws.com".to_owned()),
        Principal::Foreign("arn:aws:iam::444455556666:user/eve".to_owned()),
    ] {
        for (action, resource) in [
            ("s3:GetObject", "arn:aws:s3:::docs/a"),
            ("sts:AssumeRole", "arn:aws:iam::111122223333:role/role"),
        ] {
            let question = Question::new(principal.clone(), action, resource);
            let decision = iam::decide(&architecture, &question);
            // What is not known says what it hangs on.
            assert_eq!(
                decision.outcome == iam::Outcome::NotKnown,
                !decision.hangs_on.is_empty(),
                "{decision:?}"
            );
        }
    }
});

/// A user, a role and a bucket that all have the text as their policy.
fn campus(text: &str) -> Architecture {
    let mut document = Document::default();
    let text = text.to_owned();
    let all: [(&str, Properties); 4] = [
        ("policy", IamPolicy { document: text.clone(), ..IamPolicy::default() }.into()),
        ("user", IamUser { policies: vec!["policy".into()], ..IamUser::default() }.into()),
        ("role", IamRole { trust_policy: text.clone(), policies: vec!["policy".into()], ..IamRole::default() }.into()),
        ("docs", Bucket { policy: text, ..Bucket::default() }.into()),
    ];
    for (id, properties) in all {
        let resource = Resource::new(id, properties);
        document
            .apply(Edit::Create { id: id.into(), resource })
            .expect("the id is free");
    }
    document.architecture
}

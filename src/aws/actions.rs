//! The actions of the services that the course is about, in small letters,
//! since IAM does not mind the case of actions. [Service Authorization
//! Reference: Actions, resources, and condition keys], as cfn-lint 1.58 has
//! them in `AdditionalSpecs/Policies.json` (rulebook IAM-8). The actions of
//! other services are not known here.
//!
//! A line of the table has a service, how its actions begin, and how each goes
//! on: `sts get calleridentity` stands for `sts:GetCallerIdentity`. Behind a
//! hyphen they stand in full. Written once for each beginning, the table
//! weighs the page a fifth less.

const TABLE: &str = include_str!("actions.txt");

/// The actions of a service, and nothing of one that is not known here.
pub fn of(service: &str) -> Option<impl Iterator<Item = String> + use<>> {
    let service = service.to_ascii_lowercase();
    let mut lines = TABLE.lines().filter_map(move |line| {
        let mut words = line.split(' ');
        (words.next() == Some(service.as_str())).then_some(words)
    });
    let first = lines.next()?;
    Some(std::iter::once(first).chain(lines).flat_map(|mut words| {
        let start = words.next().filter(|it| *it != "-").unwrap_or_default();
        words.map(move |rest| format!("{start}{rest}"))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_actions_of_the_course_are_known() {
        let knows =
            |service: &str, name: &str| of(service).is_some_and(|mut it| it.any(|it| it == name));
        assert!(knows("s3", "getobject") && knows("S3", "putbucketpolicy"));
        assert!(knows("logs", "putlogevents") && knows("sts", "assumerole"));
        assert!(knows("sns", "publish") && knows("secretsmanager", "getsecretvalue"));
        assert!(knows("ec2", "describeinstances") && knows("ec2", "runinstances"));
        assert!(knows("kms", "decrypt") && knows("autoscaling", "setdesiredcapacity"));
        assert!(!knows("s3", "getobjects") && !knows("ec2", "describe"));
        assert!(of("glue").is_none());
    }

    #[test]
    fn a_service_has_each_of_its_actions_once() {
        let count = |service: &str| of(service).map_or(0, Iterator::count);
        assert_eq!([count("ec2"), count("iam"), count("sts")], [826, 190, 16]);
        let mut all: Vec<String> = of("ec2").into_iter().flatten().collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 826);
    }
}

//! Instances, their disks, volumes, AMIs.

use super::amount::Amount;
use super::bill::{Group, HOURS};
use super::counting::Counting;
use super::sheet::{Charge, Factor};
use super::table::table;
use crate::architecture::*;

pub(super) fn count(counting: &mut Counting) {
    instances(counting);
    disks(counting);
    volumes(counting);
    images(counting);
}

fn instances(counting: &mut Counting) {
    let relations = counting.relations;
    let busy = Factor::of(counting.load.festival_hours, "busy hour", "busy hours");
    for (id, it) in relations.indexed().all::<Instance>() {
        // A stopped instance costs its disks and its Elastic IPs, no hours.
        if it.state == InstanceState::Running {
            of_type(counting, id, &it.instance_type, 1, Counting::hours());
        }
    }
    for (id, it) in relations.indexed().all::<AutoScalingGroup>() {
        if let Some((_, template)) = relations.template_of(it) {
            let instance_type = &template.instance_type;
            let usual = Counting::usual_size(it);
            of_type(counting, id, instance_type, usual, Counting::hours());
            let extra = counting.extra_size(it);
            of_type(counting, id, instance_type, extra, busy);
        }
    }
}

fn of_type(counting: &mut Counting, id: &ResourceId, kind: &str, count: u32, hours: Factor) {
    if count == 0 {
        return;
    }
    let kind = kind.trim().to_ascii_lowercase();
    let region = counting.region_of(id);
    let factors = vec![Factor::of(count, "instance", "instances"), hours];
    let what = format!("EC2 {kind}");
    let price = format!("ec2.{kind}");
    let mut charge = Charge::new(Group::Compute, what, price, &region, Some(id), factors);
    if counting.options.reserved
        && let Some(reserved) = table().reserved(&region, &kind)
        && hours == Counting::hours()
    {
        charge.percent = Some(Amount::whole(100) - reserved.percent);
        charge.what = format!("EC2 {kind}, reserved");
    }
    counting.add(charge);
}

/// Root volumes: they cost whether their instance runs or not.
fn disks(counting: &mut Counting) {
    let relations = counting.relations;
    let mut all: Vec<(&ResourceId, &str, u32, Amount)> = Vec::new();
    for (id, it) in relations.indexed().all::<Instance>() {
        all.push((id, &it.volume_type, it.volume_size, Amount::ONE));
    }
    for (id, it) in relations.indexed().all::<AutoScalingGroup>() {
        if let Some((_, template)) = relations.template_of(it) {
            let usual = Amount::from(Counting::usual_size(it));
            // What lives for a part of the month is a part of a volume.
            let hours = Amount::from(counting.load.festival_hours);
            let extra = Amount::from(counting.extra_size(it))
                .times(hours)
                .part(Amount::ONE, HOURS);
            let (kind, size) = (&template.volume_type, template.volume_size);
            all.push((id, kind, size, usual + extra));
        }
    }
    for (id, kind, size, count) in all {
        if count.is_zero() {
            continue;
        }
        let region = counting.region_of(id);
        let factors = vec![
            Factor::of(count, "volume", "volumes"),
            Factor::unit(size, "GB"),
        ];
        counting.add(Charge::new(
            Group::Compute,
            format!("EBS {kind} root volumes"),
            format!("ebs.{kind}"),
            &region,
            Some(id),
            factors,
        ));
    }
}

/// A gp3 volume has 3,000 IOPS and 125 MiB/s without extra charge
/// [EBS UG: General Purpose SSD volumes].
const BASE_IOPS: u32 = 3_000;
const BASE_THROUGHPUT: u32 = 125;

fn volumes(counting: &mut Counting) {
    let relations = counting.relations;
    for (id, it) in relations.indexed().all::<Volume>() {
        let region = counting.region_of(id);
        let kind = &it.volume_type;
        let one = Factor::of(1, "volume", "volumes");
        counting.add(Charge::new(
            Group::Compute,
            format!("EBS {kind} volumes"),
            format!("ebs.{kind}"),
            &region,
            Some(id),
            vec![one, Factor::unit(it.size, "GB")],
        ));
        let iops = it.iops.unwrap_or(0);
        let (included, price) = match kind.as_str() {
            "gp3" => (BASE_IOPS, "ebs.gp3.iops"),
            "io1" => (0, "ebs.io1.iops"),
            "io2" => (0, "ebs.io2.iops"),
            // The others have what their size gives them.
            _ => (u32::MAX, ""),
        };
        let extra = iops.saturating_sub(included);
        if extra > 0 {
            counting.add(Charge::new(
                Group::Compute,
                format!("EBS {kind}, IOPS that are not included"),
                price,
                &region,
                Some(id),
                vec![Factor::unit(extra, "IOPS")],
            ));
        }
        let extra = it.throughput.unwrap_or(0).saturating_sub(BASE_THROUGHPUT);
        if kind == "gp3" && extra > 0 {
            counting.add(Charge::new(
                Group::Compute,
                "EBS gp3, throughput above 125 MiB/s",
                "ebs.gp3.throughput",
                &region,
                Some(id),
                vec![Factor::unit(extra, "MiB/s")],
            ));
        }
    }
}

/// An AMI costs the snapshots behind it.
fn images(counting: &mut Counting) {
    let relations = counting.relations;
    for (id, it) in relations.indexed().all::<Image>() {
        let region = counting.region_of(id);
        counting.add(Charge::new(
            Group::Compute,
            "Snapshots of AMIs",
            "ebs.snapshot",
            &region,
            Some(id),
            vec![Factor::unit(it.size, "GB")],
        ));
    }
}

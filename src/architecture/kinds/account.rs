//! The account: whose campus this is, and what only its owner can say.

use crate::architecture::kind::{Category, KindInfo, declare};
use crate::architecture::property::Property;
use crate::architecture::values::{DefaultTag, Statement, choices};

choices! {
    /// How AWS bills an account since July 2025. [AWS Free Tier FAQ]
    Plan {
        /// What is used is charged.
        #[default]
        Paid = "paid" "Paid plan",
        /// Nothing is charged, for six months or as long as the credits last.
        Free = "free" "Free plan",
    }
}

declare! {
    /// The AWS account that everything is in. What it holds is global: its
    /// users and roles, its budgets, its bill. No template can make it, so
    /// what stands here is your own statement about it.
    /// [IAM UG: AWS account root user]
    Account = KindInfo::new("account", "AWS account", "")
        .container(816, 96)
        .category(Category::Management)
        .icon("account")
        .api("CreateAccount", "CloseAccount")
        .keywords("root mfa billing principal organization");

    /// Its number, twelve digits, which stands in every ARN.
    number: String = "111122223333".to_owned()
        => Property::text("Account number", "", "111122223333").fixed();

    /// How AWS bills it. A free plan refuses what it does not cover.
    plan: Plan = Plan::Paid
        => Property::choice("Plan", "", Plan::CHOICES).via("UpgradeAccountPlan");

    /// Whether the root user signs in with a second factor. AWS requires it
    /// within 35 days of the first sign-in. [IAM UG: MFA for the root user]
    root_mfa: bool = false
        => Property::flag("Root MFA", "").via("EnableMFADevice");

    /// How many devices prove it, up to eight, where there is one at all: with
    /// two, a lost phone locks nobody out. [IAM UG: Multi-factor authentication]
    root_devices: u8 = 1
        => Property::number("Devices of root", "", (1, 8), "").via("EnableMFADevice");

    /// Whether the root user has access keys, which nobody should.
    root_access_keys: bool = false
        => Property::flag("Root access keys", "").via("CreateAccessKey");

    /// Whether AWS sends the bill's progress to CloudWatch, so that an alarm
    /// can watch it. Switched on by hand, in the billing console.
    /// [CW UG: Create a billing alarm]
    billing_alerts: bool = false
        => Property::flag("Billing alerts", "");

    /// Whether public access to every bucket of the account is blocked,
    /// whatever the bucket itself says.
    // Rulebook S3-11.
    block_public_access: bool = false
        => Property::flag("Block public access", "").via("PutPublicAccessBlock");

    /// Who reads the mails of the alarms.
    alarm_contact: String = String::new()
        => Property::text("Alarm contact", "", "rahul@notebookly.com");

    /// Tags that everything gets which does not say otherwise. Name is not
    /// among them: it is what a thing is called. A template writes them on
    /// every resource. Ours, not AWS's.
    default_tags: Vec<DefaultTag> = Vec::new()
        => Property::rows("Default tags", "", &DefaultTag::ROW);

    /// What was done outside every template: a failure drill, a runbook. The
    /// review takes your word for it and marks it as such.
    statements: Vec<Statement> = Vec::new()
        => Property::rows("Statements", "", &Statement::ROW);
}

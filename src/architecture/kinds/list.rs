//! The list of the resource kinds. A new kind is one file beside this one and
//! one line below.
//!
//! Here stands only what they are called: descriptions of properties name
//! kinds, and kinds are made of properties, so the names come first.

/// Hands the list to a macro.
macro_rules! for_each_kind {
    ($then:ident) => {
        $then! {
            region::Region,
            vpc::Vpc,
            subnet::Subnet,
            internet_gateway::InternetGateway,
            nat_gateway::NatGateway,
            route_table::RouteTable,
            vpc_endpoint::VpcEndpoint,
            vpc_peering::VpcPeering,
            load_balancer::LoadBalancer,
            target_group::TargetGroup,
            hosted_zone::HostedZone,
            instance::Instance,
            launch_template::LaunchTemplate,
            auto_scaling_group::AutoScalingGroup,
            database::Database,
            bucket::Bucket,
            file_system::FileSystem,
            security_group::SecurityGroup,
            network_acl::NetworkAcl,
            web_acl::WebAcl,
            cache::Cache,
            image::Image,
            key_pair::KeyPair,
            function::Function,
            volume::Volume,
            snapshot::Snapshot,
            account::Account,
            iam_user::IamUser,
            iam_group::IamGroup,
            iam_role::IamRole,
            instance_profile::InstanceProfile,
            iam_policy::IamPolicy,
            certificate::Certificate,
            secret::Secret,
            health_check::HealthCheck,
            alarm::Alarm,
            dashboard::Dashboard,
            log_group::LogGroup,
            flow_log::FlowLog,
            topic::Topic,
            trail::Trail,
            budget::Budget,
            user::User,
            intent::Intent,
            workload::Workload,
            #[cfg(test)]
            specimen::Specimen,
        }
    };
}
pub(super) use for_each_kind;

macro_rules! names {
    ($( $(#[$meta:meta])* $module:ident::$Type:ident ),+ $(,)?) => {
        /// A resource kind.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $( $(#[$meta])*
            #[doc = concat!("See [`", stringify!($Type), "`](super::", stringify!($Type), ").")]
            $Type ),+
        }

        impl Kind {
            /// All kinds.
            pub const ALL: &'static [Kind] = &[$( $(#[$meta])* Kind::$Type ),+];
        }
    };
}
for_each_kind!(names);

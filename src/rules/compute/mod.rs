//! Instances and launch templates: what can be launched, and what it needs to do its work.

use crate::rules::table::topic;

topic! {
    "Instances":
    template_name_invalid,
    instance_not_launchable,
    instance_type_not_offered,
    instance_type_outdated,
    processor_mismatch,
    too_many_interfaces,
    interface_in_another_zone,
    type_not_in_zone,
    image_name_invalid,
    image_open_to_others,
    root_volume_smaller_than_image,
    key_pair_without_ssh,
    metadata_without_token,
    alarm_without_detailed_monitoring,
    user_data_too_long,
    credentials_in_user_data,
    function_without_runtime,
    start_script_without_internet,
    backend_in_another_vpc,
    backend_not_reachable,
    bucket_without_role,
    single_server,
    volume_invalid,
    volume_type_outdated,
}

//! The actions of the services that the course's policies are about, in small
//! letters, since IAM does not mind the case of actions. [Service
//! Authorization Reference: Actions, resources, and condition keys], as cfn-lint
//! 1.58 has them (rulebook IAM-8). The actions of other services are not known
//! here.

const LOGS: &str = "\
    associatekmskey associatesourcetos3tableintegration callwithbearertoken cancelexporttask \
    cancelimporttask createdelivery createexporttask createimporttask createloganomalydetector \
    createlogdelivery createloggroup createlogstream createlookuptable createscheduledquery \
    deleteaccountpolicy deletedataprotectionpolicy deletedelivery deletedeliverydestination \
    deletedeliverydestinationpolicy deletedeliverysource deletedestination deleteindexpolicy \
    deleteintegration deleteloganomalydetector deletelogdelivery deleteloggroup deletelogstream \
    deletelookuptable deletemetricfilter deletepipelinerule deletequerydefinition \
    deleteresourcepolicy deleteretentionpolicy deletescheduledquery deletesubscriptionfilter \
    deletesyslogconfiguration deletetransformer describeaccountpolicies \
    describeconfigurationtemplates describedeliveries describedeliverydestinations \
    describedeliverysources describedestinations describeexporttasks describefieldindexes \
    describeimporttaskbatches describeimporttasks describeindexpolicies describeloggroups \
    describelogstreams describelookuptables describemetricfilters describequeries \
    describequerydefinitions describeresourcepolicies describesubscriptionfilters \
    disassociatekmskey disassociatesourcefroms3tableintegration filterlogevents \
    getdataprotectionpolicy getdelivery getdeliverydestination getdeliverydestinationpolicy \
    getdeliverysource getintegration getloganomalydetector getlogdelivery getlogevents \
    getlogfields getloggroupfields getlogrecord getlookuptable getqueryresults getscheduledquery \
    getscheduledqueryhistory getstoragetierpolicy gettransformer integratewithdataset \
    integratewiths3table link listaggregateloggroupsummaries listanomalies \
    listentitiesforloggroup listintegrations listloganomalydetectors listlogdeliveries \
    listloggroups listloggroupsforentity listloggroupsforquery listscheduledqueries \
    listsourcesfors3tableintegration listsyslogconfigurations listtagsforresource \
    listtagsloggroup processwithpipeline putaccountpolicy putbearertokenauthentication \
    putdataprotectionpolicy putdeliverydestination putdeliverydestinationpolicy \
    putdeliverysource putdestination putdestinationpolicy putindexpolicy putintegration \
    putlogevents putloggroupdeletionprotection putmetricfilter putpipelinerule \
    putquerydefinition putresourcepolicy putretentionpolicy putstoragetierpolicy \
    putsubscriptionfilter putsyslogconfiguration puttransformer startlivetail startquery \
    stoplivetail stopquery tagloggroup tagresource testmetricfilter testtransformer unmask \
    untagloggroup untagresource updateanomaly updatedeliveryconfiguration \
    updateloganomalydetector updatelogdelivery updatelookuptable updatescheduledquery";

const S3: &str = "\
    abortmultipartupload allowvendedlogdeliveryforresource associateaccessgrantsidentitycenter \
    bypassgovernanceretention createaccessgrant createaccessgrantsinstance \
    createaccessgrantslocation createaccesspoint createaccesspointforobjectlambda createbucket \
    createbucketmetadatatableconfiguration createjob createmultiregionaccesspoint \
    createstoragelensgroup deleteaccessgrant deleteaccessgrantsinstance \
    deleteaccessgrantsinstanceresourcepolicy deleteaccessgrantslocation deleteaccesspoint \
    deleteaccesspointforobjectlambda deleteaccesspointpolicy \
    deleteaccesspointpolicyforobjectlambda deletebucket deletebucketmetadatatableconfiguration \
    deletebucketpolicy deletebucketwebsite deletejobtagging deletemultiregionaccesspoint \
    deleteobject deleteobjectannotation deleteobjecttagging deleteobjectversion \
    deleteobjectversionannotation deleteobjectversiontagging deletestoragelensconfiguration \
    deletestoragelensconfigurationtagging deletestoragelensgroup describejob \
    describemultiregionaccesspointoperation dissociateaccessgrantsidentitycenter \
    getaccelerateconfiguration getaccessgrant getaccessgrantsinstance \
    getaccessgrantsinstanceforprefix getaccessgrantsinstanceresourcepolicy \
    getaccessgrantslocation getaccesspoint getaccesspointconfigurationforobjectlambda \
    getaccesspointforobjectlambda getaccesspointpolicy getaccesspointpolicyforobjectlambda \
    getaccesspointpolicystatus getaccesspointpolicystatusforobjectlambda \
    getaccountpublicaccessblock getanalyticsconfiguration getbucketabac getbucketacl \
    getbucketcors getbucketlocation getbucketlogging getbucketmetadatatableconfiguration \
    getbucketnotification getbucketobjectlockconfiguration getbucketownershipcontrols \
    getbucketpolicy getbucketpolicystatus getbucketpublicaccessblock getbucketrequestpayment \
    getbuckettagging getbucketversioning getbucketwebsite getdataaccess \
    getencryptionconfiguration getintelligenttieringconfiguration getinventoryconfiguration \
    getjobtagging getlifecycleconfiguration getmetricsconfiguration getmultiregionaccesspoint \
    getmultiregionaccesspointpolicy getmultiregionaccesspointpolicystatus \
    getmultiregionaccesspointroutes getobject getobjectacl getobjectannotation \
    getobjectattributes getobjectlegalhold getobjectretention getobjecttagging getobjecttorrent \
    getobjectversion getobjectversionacl getobjectversionannotation \
    getobjectversionannotationforreplication getobjectversionattributes \
    getobjectversionforreplication getobjectversiontagging getobjectversiontorrent \
    getreplicationconfiguration getstoragelensconfiguration getstoragelensconfigurationtagging \
    getstoragelensdashboard getstoragelensgroup initiatereplication listaccessgrants \
    listaccessgrantsinstances listaccessgrantslocations listaccesspoints \
    listaccesspointsforobjectlambda listallmybuckets listbucket listbucketmultipartuploads \
    listbucketversions listcalleraccessgrants listjobs listmultipartuploadparts \
    listmultiregionaccesspoints listobjectannotations listobjectversionannotations \
    liststoragelensconfigurations liststoragelensgroups listtagsforresource \
    objectowneroverridetobucketowner pausereplication putaccelerateconfiguration \
    putaccessgrantsinstanceresourcepolicy putaccesspointconfigurationforobjectlambda \
    putaccesspointpolicy putaccesspointpolicyforobjectlambda putaccesspointpublicaccessblock \
    putaccountpublicaccessblock putanalyticsconfiguration putbucketabac putbucketacl \
    putbucketcors putbucketlogging putbucketnotification putbucketobjectlockconfiguration \
    putbucketownershipcontrols putbucketpolicy putbucketpublicaccessblock \
    putbucketrequestpayment putbuckettagging putbucketversioning putbucketwebsite \
    putencryptionconfiguration putintelligenttieringconfiguration putinventoryconfiguration \
    putjobtagging putlifecycleconfiguration putmetricsconfiguration \
    putmultiregionaccesspointpolicy putobject putobjectacl putobjectannotation \
    putobjectlegalhold putobjectretention putobjecttagging putobjectversionacl \
    putobjectversionannotation putobjectversiontagging putreplicationconfiguration \
    putstoragelensconfiguration putstoragelensconfigurationtagging replicatedelete \
    replicateobject replicateobjectannotation replicatetags restoreobject \
    submitmultiregionaccesspointroutes tagresource untagresource updateaccessgrantslocation \
    updatebucketmetadataannotationtableconfiguration \
    updatebucketmetadatainventorytableconfiguration \
    updatebucketmetadatajournaltableconfiguration updatejobpriority updatejobstatus \
    updateobjectencryption updatestoragelensgroup";

const SECRETSMANAGER: &str = "\
    batchgetsecretvalue cancelrotatesecret createsecret deleteresourcepolicy deletesecret \
    describesecret getrandompassword getresourcepolicy getsecretvalue listsecrets \
    listsecretversionids putresourcepolicy putsecretvalue removeregionsfromreplication \
    replicatesecrettoregions restoresecret rotatesecret stopreplicationtoreplica tagresource \
    untagresource updatesecret updatesecretversionstage validateresourcepolicy";

const SNS: &str = "\
    addpermission checkifphonenumberisoptedout confirmsubscription createplatformapplication \
    createplatformendpoint createsmssandboxphonenumber createtopic deleteendpoint \
    deleteplatformapplication deletesmssandboxphonenumber deletetopic getdataprotectionpolicy \
    getendpointattributes getplatformapplicationattributes getsmsattributes \
    getsmssandboxaccountstatus getsubscriptionattributes gettopicattributes \
    listendpointsbyplatformapplication listoriginationnumbers listphonenumbersoptedout \
    listplatformapplications listsmssandboxphonenumbers listsubscriptions \
    listsubscriptionsbytopic listtagsforresource listtopics optinphonenumber publish \
    putdataprotectionpolicy removepermission setendpointattributes \
    setplatformapplicationattributes setsmsattributes setsubscriptionattributes \
    settopicattributes subscribe tagresource unsubscribe untagresource \
    verifysmssandboxphonenumber";

const STS: &str = "\
    assumerole assumerolewithsaml assumerolewithwebidentity assumeroot \
    decodeauthorizationmessage getaccesskeyinfo getcalleridentity getdelegatedaccesstoken \
    getfederationtoken getservicebearertoken getsessiontoken getwebidentitytoken setcontext \
    setsourceidentity taggetwebidentitytoken tagsession";

/// The actions of a service, and nothing of one that is not known here.
pub fn of(service: &str) -> Option<impl Iterator<Item = &'static str>> {
    let known = match service.to_ascii_lowercase().as_str() {
        "logs" => LOGS,
        "s3" => S3,
        "secretsmanager" => SECRETSMANAGER,
        "sns" => SNS,
        "sts" => STS,
        _ => return None,
    };
    Some(known.split_ascii_whitespace())
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
        assert!(!knows("s3", "getobjects"));
        assert!(of("ec2").is_none());
    }
}

//! What a browser makes of the certificate that a load balancer shows.

use super::walk::Walk;
use crate::architecture::*;
use crate::network::answer::*;
use crate::network::code::Code;
use crate::network::interfaces::Role;
use crate::relations::certificates;

const TLS: &str =
    "TLS is assumed to succeed: which names the certificate is for is not known here.";
const TLS_NO_NAME: &str = "TLS is assumed to succeed: the request names no host that the certificate could be compared with.";

impl Walk<'_, '_> {
    /// Whether a browser would not show the page: it compares the name that it
    /// asks for with those of the certificate, before it sends a request. Who
    /// makes health checks and the load balancers in front of others do not
    /// [ALB UG: Target groups, Routing configuration].
    pub fn browser_refuses(
        &mut self,
        node: usize,
        id: &ResourceId,
        certificate: &Certificate,
        host: &str,
    ) -> bool {
        let net = self.net;
        let vpc = net.interfaces[node].vpc_index;
        let source = self.state.packet.source;
        let client = vpc.and_then(|vpc| net.by_private.get(&(vpc, source)));
        let forwarded =
            client.is_some_and(|client| net.interfaces[*client].role == Role::BalancerNode);
        if forwarded || self.probing.is_some() {
            return false;
        }
        let known = certificates::is_for(certificate, host);
        match known {
            None => self.note(TLS),
            Some(_) if host.is_empty() => self.note(TLS_NO_NAME),
            Some(true) => {}
            Some(false) => {
                let code = Code::CertificateNameMismatch;
                let owner = Some(net.interfaces[node].owner);
                let going_on = self.stop(Stage::Listener, owner, code, |_| {
                    let names = certificates::names_of(certificate);
                    vec![Evidence::CertificateNames {
                        certificate: id.clone(),
                        host: host.to_owned(),
                        names: names.map(str::to_owned).collect(),
                    }]
                });
                return going_on.is_none();
            }
        }
        false
    }
}

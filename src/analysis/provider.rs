//! Whose managed Kubernetes a node belongs to, by what the log names.

use crate::model::Incident;

/// A provider of managed nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Provider {
    /// Azure Kubernetes Service: nodes are named `aks-<pool>-<number>-vmss<number>`.
    Aks,
    /// Google Kubernetes Engine: nodes are named `gke-<cluster>-<pool>-…`.
    Gke,
    /// Amazon EKS: nodes are named after their address (`ip-10-0-1-7.ec2.internal`), as all machines there; only
    /// Bottlerocket and EKS' own Amazon Linux kernel tell more.
    Eks,
}

impl Provider {
    /// By the node's name and kernel; `None` where they tell of none.
    pub(super) fn of(incident: &Incident) -> Option<Self> {
        let host = incident.host.as_deref().unwrap_or_default();
        let release = incident.kernel.as_ref().and_then(|kernel| kernel.release.as_deref()).unwrap_or_default();
        if host.starts_with("aks-") {
            Some(Self::Aks)
        } else if host.starts_with("gke-") || release.contains("-gke") {
            Some(Self::Gke)
        } else if is_of_ec2(host) && release.contains(".amzn") {
            Some(Self::Eks)
        } else {
            None
        }
    }
}

/// `ip-10-0-1-7`, with or without a domain.
fn is_of_ec2(host: &str) -> bool {
    let name = host.split('.').next().unwrap_or(host);
    let numbers =
        name.strip_prefix("ip-").map(|rest| rest.split('-').filter(|part| part.parse::<u8>().is_ok()).count());
    numbers == Some(4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{KernelInfo, Report};

    #[test]
    fn a_provider_is_told_by_the_node_and_its_kernel() {
        for (host, release, provider) in [
            ("aks-nodepool1-12345678-vmss000001", "5.15.0-1051-azure", Some(Provider::Aks)),
            ("gke-prod-default-pool-1a2b3c4d-x7k2", "6.1.58+", Some(Provider::Gke)),
            ("ip-10-0-1-7.eu-west-1.compute.internal", "5.10.205-195.807.amzn2.x86_64", Some(Provider::Eks)),
            ("ip-10-0-1-7", "6.8.0-1012-aws", None),
            ("web-1", "5.15.0-1051-azure", None),
        ] {
            let kernel = KernelInfo { release: Some(release.into()), ..KernelInfo::default() };
            let incident = Incident {
                host: Some(host.into()),
                report: Report { kernel: Some(kernel), ..Report::default() }.into(),
                ..Incident::default()
            };
            assert_eq!(Provider::of(&incident), provider, "{host} {release}");
        }
    }
}

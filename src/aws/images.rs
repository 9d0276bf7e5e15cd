//! What is known of AWS's public AMIs.

/// The size of the root volume that an AMI brings, in GiB, where the public
/// parameter that names it tells which one it is: the AMIs of Amazon Linux 2023
/// have 8 GiB of gp3, the minimal ones less.
/// (github.com/namecheap/ec2-github-runner, issue 44; the launch wizard offers
/// the same 8 GiB. [AL2023 UG: Minimal AMIs])
pub fn root_volume(parameter: &str) -> Option<u32> {
    let name = parameter.trim().rsplit('/').next()?;
    name.starts_with("al2023-ami-kernel-").then_some(8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_images_of_amazon_linux_bring_eight_gibibytes() {
        let of = |name: &str| root_volume(&format!("/aws/service/ami-amazon-linux-latest/{name}"));
        assert_eq!(of("al2023-ami-kernel-default-arm64"), Some(8));
        assert_eq!(of("al2023-ami-minimal-kernel-default-arm64"), None);
        assert_eq!(root_volume("ami-0123456789abcdef0"), None);
    }
}

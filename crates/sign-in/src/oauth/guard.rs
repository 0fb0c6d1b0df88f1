//! Which addresses may be asked.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ipnet::IpNet;

/// Where clouds hand out credentials to whoever asks from within. No allowance opens these.
const METADATA: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::new(169, 254, 169, 254)),
    IpAddr::V6(Ipv6Addr::new(0xFD00, 0xEC2, 0, 0, 0, 0, 0, 0x254)),
];

/// Networks that are not on the internet (the registries of IANA for special purposes, RFC 6890), as prefix and length.
const PRIVATE: [(Ipv4Addr, u8); 15] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// The networks that the operator allows although they are not on the internet.
#[derive(Debug, Clone, Default)]
pub struct Allowance(Vec<IpNet>);

impl Allowance {
    /// These networks.
    #[must_use]
    pub const fn of(networks: Vec<IpNet>) -> Self {
        Self(networks)
    }

    /// Whether this address may be asked: on the internet at the port of `https`, in an allowed network at any.
    #[must_use]
    pub fn admits(&self, address: SocketAddr) -> bool {
        let ip = address.ip().to_canonical();
        if METADATA.contains(&ip) {
            return false;
        }
        self.0.iter().any(|network| network.contains(&ip))
            || (is_public(address.ip()) && address.port() == 443)
    }
}

/// Whether an address is on the internet. One that maps to another family is not, whatever it maps to.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => !PRIVATE.iter().any(|(network, length)| {
            let mask = u32::MAX.checked_shl(32_u32.saturating_sub(u32::from(*length))).unwrap_or(0);
            v4.to_bits() & mask == network.to_bits()
        }),
        // Global unicast is 2000::/3. Of it, Teredo and its like, the documentation's and 6to4 are not (RFC 6890).
        IpAddr::V6(v6) => match v6.segments() {
            [0x2001, second, ..] if second < 0x0200 || second == 0x0DB8 => false,
            [0x2002, ..] => false,
            [first, ..] => first & 0xE000 == 0x2000,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(allowance: &Allowance, address: &str, port: u16) -> bool {
        allowance.admits(SocketAddr::new(address.parse().unwrap(), port))
    }

    #[test]
    fn t110_what_is_not_on_the_internet_is_not_asked() {
        let none = Allowance::default();
        for address in [
            "127.0.0.1",
            "127.255.255.255",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "100.64.0.1",
            "100.127.255.254",
            "169.254.169.254",
            "192.0.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "198.19.255.255",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "ff02::2",
            "2001:db8::1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b::808:808",
            "64:ff9b:1::1",
            "2002:a00:1::1",
            "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        ] {
            assert!(!admits(&none, address, 443), "{address}");
        }
        for address in ["8.8.8.8", "100.63.255.254", "100.128.0.1", "172.32.0.1", "2606:4700:4700::1111"] {
            assert!(admits(&none, address, 443), "{address}");
            for port in [22, 80, 5432, 8443] {
                assert!(!admits(&none, address, port), "t115 {address}:{port}");
            }
        }
    }

    #[test]
    fn t116_an_allowed_network_is_asked_and_never_where_credentials_are_handed_out() {
        let networks = ["10.1.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "fd00::/8"];
        let some = Allowance::of(networks.map(|network| network.parse().unwrap()).to_vec());
        for address in ["10.1.2.3", "127.0.0.1", "::ffff:127.0.0.1", "169.254.1.1", "fd00::1"] {
            assert!(admits(&some, address, 8080), "{address}");
        }
        for address in ["10.2.0.1", "169.254.169.254", "::ffff:169.254.169.254", "fd00:ec2::254"] {
            assert!(!admits(&some, address, 443), "{address}");
        }
    }
}

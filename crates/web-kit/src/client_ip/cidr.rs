//! A network: an address and the length of its prefix.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use thiserror::Error;

/// A network in CIDR notation, such as `10.0.0.0/8` or `2001:db8::/32`; a bare address is a network of one.
///
/// An IPv4-mapped network (`::ffff:10.0.0.0/104`) is kept as the IPv4 network it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cidr {
    network: IpAddr,
    prefix: u8,
}

/// Why a text is not a [`Cidr`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CidrError {
    /// The part before the slash is not an IP address.
    #[error("not an IP address")]
    Address,
    /// The part after the slash is not a number, or longer than the address.
    #[error("the prefix length must be a number from 0 to {max}")]
    Prefix {
        /// The longest prefix of this family: 32 or 128.
        max: u8,
    },
    /// The address has bits beyond the prefix, so the network is probably not the one that was meant.
    #[error("the address has bits beyond the prefix; did you mean {meant}?")]
    HostBits {
        /// The network with those bits cleared.
        meant: Cidr,
    },
}

impl Cidr {
    /// Whether `ip` lies in this network; an IPv4-mapped IPv6 address counts as the IPv4 address.
    #[must_use]
    pub fn contains(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        ip.is_ipv4() == self.network.is_ipv4() && mask(ip, self.prefix) == self.network
    }
}

impl FromStr for Cidr {
    type Err = CidrError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let written: IpAddr = address.parse().map_err(|_| CidrError::Address)?;
        let network = written.to_canonical();
        let max = if network.is_ipv4() { 32 } else { 128 };
        // A mapped address is written with 96 bits that its IPv4 form does not have.
        let surplus = if written.is_ipv6() && network.is_ipv4() { 96 } else { 0 };
        let prefix = match prefix {
            None => max,
            Some(digits) => parse_prefix(digits)
                .and_then(|bits| bits.checked_sub(surplus))
                .filter(|bits| *bits <= max)
                .ok_or(CidrError::Prefix { max })?,
        };
        let meant = Self { network: mask(network, prefix), prefix };
        if meant.network == network { Ok(meant) } else { Err(CidrError::HostBits { meant }) }
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.network, self.prefix)
    }
}

/// Digits only: `u8::from_str` would also take a plus sign.
fn parse_prefix(digits: &str) -> Option<u8> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

fn mask(ip: IpAddr, prefix: u8) -> IpAddr {
    match ip {
        IpAddr::V4(v4) => {
            let keep = u32::MAX.checked_shl(32_u32.saturating_sub(u32::from(prefix))).unwrap_or(0);
            IpAddr::V4(Ipv4Addr::from_bits(v4.to_bits() & keep))
        }
        IpAddr::V6(v6) => {
            let keep = u128::MAX.checked_shl(128_u32.saturating_sub(u32::from(prefix))).unwrap_or(0);
            IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & keep))
        }
    }
}

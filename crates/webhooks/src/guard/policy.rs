use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::str::FromStr;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use super::ranges::{is_metadata, is_public};

/// Where connections may go: the internet, on port 443, unless an operator allows more.
#[derive(Debug, Clone)]
pub struct Policy {
    networks: Networks,
    ports: Vec<PortRange>,
    networks_at_any_port: bool,
    own_ports: Vec<u16>,
}

/// Why nothing is sent to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Forbidden {
    /// It is not on the internet, or one where a cloud hands out credentials.
    #[error("the address is not a public one")]
    Address,
    /// The port is none of those that are allowed.
    #[error("the port is not allowed")]
    Port,
    /// It is this very server.
    #[error("the address is this server's own")]
    Own,
    /// It is neither `https`, nor `http` where that is allowed.
    #[error("the address does not begin with https://")]
    Scheme,
    /// It is no URL with a host.
    #[error("the address cannot be read")]
    Url,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            networks: Networks::default(),
            ports: vec![PortRange(443..=443)],
            networks_at_any_port: false,
            own_ports: Vec::new(),
        }
    }
}

impl Policy {
    /// The same, which lets connections into these networks of the operator's too. Where clouds hand out credentials stays
    /// closed.
    #[must_use]
    pub fn with_networks(self, networks: Networks) -> Self {
        Self { networks, ..self }
    }

    /// The same, for any port in the operator's networks. Elsewhere the ports stay what they are.
    #[must_use]
    pub fn with_networks_at_any_port(self) -> Self {
        Self { networks_at_any_port: true, ..self }
    }

    /// The same, for these ports in place of 443.
    #[must_use]
    pub fn with_ports(self, ports: Vec<PortRange>) -> Self {
        Self { ports, ..self }
    }

    /// The same, for a server that listens on these ports: it is not connected to by itself.
    #[must_use]
    pub fn with_own_ports(self, own_ports: Vec<u16>) -> Self {
        Self { own_ports, ..self }
    }

    /// Lets an address pass, or not.
    ///
    /// # Errors
    /// [`Forbidden`].
    pub fn check(&self, address: SocketAddr) -> Result<(), Forbidden> {
        let ip = address.ip();
        let allowed = self.networks.contain(ip);
        if is_metadata(ip) || !(is_public(ip) || allowed) {
            return Err(Forbidden::Address);
        }
        let any_port = allowed && self.networks_at_any_port;
        if !any_port && !self.ports.iter().any(|range| range.0.contains(&address.port())) {
            return Err(Forbidden::Port);
        }
        let local = ip.to_canonical().is_loopback() || ip.is_unspecified();
        if local && self.own_ports.contains(&address.port()) { Err(Forbidden::Own) } else { Ok(()) }
    }

    /// The same for a connection that stands: one whose two ends are the same machine, on a port that this server listens
    /// on, leads to itself, by whatever address.
    pub(crate) fn check_ends(&self, here: SocketAddr, there: SocketAddr) -> Result<(), Forbidden> {
        let same = here.ip().to_canonical() == there.ip().to_canonical();
        if same && self.own_ports.contains(&there.port()) { Err(Forbidden::Own) } else { Ok(()) }
    }
}

/// Networks that an operator allows although they are not on the internet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Networks(Vec<IpNet>);

/// The text is not a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a network such as 10.1.0.0/16 or fd12:3456::/32, without bits beyond its prefix")]
pub struct NetworkError;

impl Networks {
    /// Reads networks in CIDR notation; a bare address is a network of one.
    ///
    /// # Errors
    /// [`NetworkError`] when one is none.
    pub fn parse<'a>(networks: impl IntoIterator<Item = &'a str>) -> Result<Self, NetworkError> {
        let network = |text: &str| {
            let network = match text.parse::<IpNet>() {
                Ok(network) => network,
                Err(_) => IpNet::from(text.parse::<IpAddr>().map_err(|_| NetworkError)?),
            };
            // Bits beyond the prefix mean that another network was meant, perhaps a much smaller one.
            if network.addr() == network.network() { Ok(network) } else { Err(NetworkError) }
        };
        networks.into_iter().map(network).collect::<Result<_, _>>().map(Self)
    }

    /// This machine.
    #[must_use]
    pub fn loopback() -> Self {
        let v4 = IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(127, 0, 0, 0), 8));
        Self(vec![v4, IpNet::V6(Ipv6Net::from(Ipv6Addr::LOCALHOST))])
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn contain(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }
}

impl fmt::Display for Networks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let networks: Vec<_> = self.0.iter().map(IpNet::to_string).collect();
        f.write_str(&networks.join(", "))
    }
}

/// Ports: one, or all from one to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortRange(RangeInclusive<u16>);

impl PortRange {
    /// Every port.
    pub const ANY: Self = Self(1..=u16::MAX);
}

/// The text is neither a port nor a range of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a port such as 443, or a range such as 8000-8999")]
pub struct ParsePortsError;

impl FromStr for PortRange {
    type Err = ParsePortsError;

    fn from_str(text: &str) -> Result<Self, ParsePortsError> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let port = |text: &str| text.parse::<u16>().map_err(|_| ParsePortsError);
        let (first, last) = (port(first)?, port(last)?);
        if first == 0 || first > last { Err(ParsePortsError) } else { Ok(Self(first..=last)) }
    }
}

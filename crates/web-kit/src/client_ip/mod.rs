//! Who is calling: the client's address behind any number of trusted proxies, and its bucket for rate limits.
//!
//! Of the two headers that carry the chain, only `X-Forwarded-For` is read. nginx, Caddy, HAProxy, Traefik, Envoy and
//! the clouds' balancers all write it unasked, while RFC 7239 `Forwarded` is written by almost none of them and passed
//! through by most. Reading both would let a client forge the one that its proxy does not overwrite.

mod cidr;

use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use http::{HeaderMap, HeaderName};

pub use cidr::{Cidr, CidrError};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// No sane deployment has more proxies in a row; a longer chain is cut there, so that work stays bounded.
const MAX_HOPS: usize = 32;

/// The socket's other end, put into every request's extensions by [`serve`](crate::serve::serve).
///
/// Behind a proxy this is the proxy. Use [`RequestContext::client_ip`](crate::request::RequestContext::client_ip)
/// for the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeerAddr(pub SocketAddr);

/// The networks whose word on `X-Forwarded-For` and `X-Request-Id` is believed. Empty by default: trust nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<Cidr>);

impl TrustedProxies {
    /// Trusts nobody: the client is the socket's other end.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether `ip`, in whatever spelling, is one of the trusted proxies.
    #[must_use]
    pub fn contains(&self, ip: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(ip))
    }

    /// The client's address: the right-most entry of `X-Forwarded-For` that is not a trusted proxy.
    ///
    /// The walk goes from right to left because each hop appends what it saw: everything left of the first untrusted
    /// entry was written by a stranger. The header is not looked at when the peer itself is not trusted. An entry that
    /// is no address ends the walk at the last hop that could be believed. When all entries are trusted, the left-most
    /// is the client. The answer is canonical: `::ffff:192.0.2.1` is `192.0.2.1`.
    #[must_use]
    pub fn client_ip(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let lines = headers.get_all(X_FORWARDED_FOR).iter().collect::<Vec<_>>();
        let mut entries = lines
            .into_iter()
            .rev()
            .flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','))
            .take(MAX_HOPS);
        while self.contains(client) {
            match entries.next().and_then(parse_entry) {
                Some(previous) => client = previous,
                None => break,
            }
        }
        client
    }
}

impl FromIterator<Cidr> for TrustedProxies {
    fn from_iter<I: IntoIterator<Item = Cidr>>(networks: I) -> Self {
        Self(networks.into_iter().collect())
    }
}

/// One entry of `X-Forwarded-For`: an address, or, as some proxies write it, an address with a port.
fn parse_entry(entry: &[u8]) -> Option<IpAddr> {
    let entry = std::str::from_utf8(entry).ok()?.trim();
    let bare = entry.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(entry);
    bare.parse::<IpAddr>()
        .or_else(|_| entry.parse::<SocketAddr>().map(|socket| socket.ip()))
        .ok()
        .map(|ip| ip.to_canonical())
}

/// The key under which one client's requests are counted: an IPv4 address, or an IPv6 /64.
///
/// A single customer is usually given a whole /64, so counting full IPv6 addresses would count nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RateBucket(IpAddr);

/// The bucket that `ip` is counted in, the same for all its spellings.
#[must_use]
pub fn rate_bucket(ip: IpAddr) -> RateBucket {
    match ip.to_canonical() {
        IpAddr::V6(v6) => RateBucket(IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64)))),
        v4 => RateBucket(v4),
    }
}

impl fmt::Display for RateBucket {
    /// `192.0.2.1`, or `2001:db8::/64`; stable, so it can be a key in a table.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            IpAddr::V4(v4) => write!(f, "{v4}"),
            IpAddr::V6(v6) => write!(f, "{v6}/64"),
        }
    }
}

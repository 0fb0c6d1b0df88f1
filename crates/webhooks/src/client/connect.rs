//! From a URL to a connection with a vetted address.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::timeout;
use url::{Host, Url};

use super::ClientError;
use super::resolve::Resolver;
use crate::guard::{Forbidden, Policy};

/// How long one address may take before the next one is tried.
const ONE_ADDRESS_WITHIN: Duration = Duration::from_secs(5);

/// How many addresses of a name are tried.
const ADDRESSES: usize = 4;

/// Connects to one of the addresses of a URL's host. If any of them is forbidden, none is connected to: who answers with
/// a good and a bad address hopes for the bad one to be taken.
pub(super) async fn connect(
    policy: &Policy,
    resolver: &dyn Resolver,
    url: &Url,
) -> Result<TcpStream, ClientError> {
    let port = url.port_or_known_default().ok_or(Forbidden::Url)?;
    let addresses = addresses(resolver, url, port).await?;
    for address in &addresses {
        policy.check(*address)?;
    }
    for address in addresses.iter().take(ADDRESSES) {
        if let Ok(Ok(stream)) = timeout(ONE_ADDRESS_WITHIN, TcpStream::connect(*address)).await {
            let here = stream.local_addr().map_err(|_| ClientError::Broken)?;
            policy.check_ends(here, *address)?;
            return Ok(stream);
        }
    }
    Err(ClientError::Unreachable)
}

/// The addresses of the host. The parser has read every spelling of a literal address, such as `0x7f.1`, so that only
/// names are resolved.
async fn addresses(resolver: &dyn Resolver, url: &Url, port: u16) -> Result<Vec<SocketAddr>, ClientError> {
    let found = match url.host().ok_or(Forbidden::Url)? {
        Host::Ipv4(address) => vec![address.into()],
        Host::Ipv6(address) => vec![address.into()],
        Host::Domain(name) => resolver.resolve(name).await.map_err(|_| ClientError::Unresolved)?,
    };
    if found.is_empty() {
        return Err(ClientError::Unresolved);
    }
    Ok(found.into_iter().map(|address| SocketAddr::new(address, port)).collect())
}

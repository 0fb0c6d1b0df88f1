use std::io;
use std::net::IpAddr;

use async_trait::async_trait;

/// How a name becomes addresses.
#[async_trait]
pub trait Resolver: Send + Sync {
    /// All addresses that the name stands for.
    ///
    /// # Errors
    /// When it cannot be resolved.
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>>;
}

/// As the system resolves them: by its hosts file and name servers.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemResolver;

#[async_trait]
impl Resolver for SystemResolver {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        Ok(tokio::net::lookup_host((name, 0)).await?.map(|address| address.ip()).collect())
    }
}

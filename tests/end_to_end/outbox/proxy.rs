use std::net::SocketAddr;

use anyhow::Result;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

/// A way to a server that can be cut.
pub(super) struct Proxy {
    address: SocketAddr,
    to: SocketAddr,
    passing: JoinHandle<()>,
}

impl Proxy {
    pub(super) async fn to(to: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        Ok(Self { address, to, passing: tokio::spawn(pass(listener, to)) })
    }

    pub(super) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Ends every connection and takes no new one.
    pub(super) async fn cut(&mut self) {
        self.passing.abort();
        let _ = (&mut self.passing).await;
    }

    /// Passes connections on again.
    pub(super) fn mend(&mut self) -> Result<()> {
        let socket = TcpSocket::new_v4()?;
        socket.set_reuseaddr(true)?;
        socket.bind(self.address)?;
        self.passing = tokio::spawn(pass(socket.listen(64)?, self.to));
        Ok(())
    }
}

/// Its connections end with it.
async fn pass(listener: TcpListener, to: SocketAddr) {
    let mut connections = JoinSet::new();
    while let Ok((mut near, _)) = listener.accept().await {
        connections.spawn(async move {
            if let Ok(mut far) = TcpStream::connect(to).await {
                let _ = copy_bidirectional(&mut near, &mut far).await;
            }
        });
    }
}

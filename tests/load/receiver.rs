use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{Instant, timeout};

/// How long the next webhook may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// A receiver that counts, and knows when the last one came.
pub(crate) struct Receiver {
    port: u16,
    came: watch::Receiver<(usize, Instant)>,
}

impl Receiver {
    pub(crate) async fn new() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let (tell, came) = watch::channel((0, Instant::now()));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let tell = tell.clone();
                tokio::spawn(async move {
                    // Who is cut off is heard of by what does not come.
                    let _ = serve(stream, &tell).await;
                });
            }
        });
        Ok(Self { port, came })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/hook", self.port)
    }

    /// When so many have come.
    pub(crate) async fn until(&mut self, count: usize) -> Result<Instant> {
        let came = timeout(PATIENCE, self.came.wait_for(|(came, _)| *came >= count)).await;
        let (_, at) = *came.with_context(|| format!("{count} did not come"))??;
        Ok(at)
    }
}

async fn serve(mut stream: TcpStream, tell: &watch::Sender<(usize, Instant)>) -> Result<()> {
    let mut bytes = Vec::with_capacity(4096);
    let (head, length) = loop {
        ensure!(stream.read_buf(&mut bytes).await? > 0, "it closed");
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            break (end + 4, length.unwrap_or(0_usize));
        }
    };
    while bytes.len() < head + length {
        ensure!(stream.read_buf(&mut bytes).await? > 0, "it closed");
    }
    tell.send_modify(|(came, at)| {
        *came += 1;
        *at = Instant::now();
    });
    stream.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").await?;
    stream.shutdown().await?;
    Ok(())
}

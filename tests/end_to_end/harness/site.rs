//! A tiny web site on a free port, to try the browser on.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A running site; it ends with the test's runtime.
pub(crate) struct Site {
    port: u16,
    bodies: Arc<Mutex<Vec<String>>>,
}

/// What a path answers: extra header lines and a body of HTML.
type Answer = Option<(&'static str, String)>;

impl Site {
    pub(crate) async fn start(pages: impl Fn(&str) -> Answer + Send + Sync + 'static) -> Self {
        let pages = Arc::new(pages);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let bodies = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&bodies);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (seen, pages) = (Arc::clone(&seen), Arc::clone(&pages));
                tokio::spawn(async move { answer(stream, &*pages, &seen).await });
            }
        });
        Self { port, bodies }
    }

    /// An address on the site. `localhost` and `127.0.0.1` reach the same pages and are two sites to a browser.
    pub(crate) fn url(&self, host: &str, path: &str) -> String {
        format!("http://{host}:{}{path}", self.port)
    }

    /// The forms posted so far.
    pub(crate) fn posted(&self) -> Vec<String> {
        self.bodies.lock().unwrap().clone()
    }
}

async fn answer(
    mut stream: TcpStream,
    pages: impl Fn(&str) -> Answer,
    bodies: &Mutex<Vec<String>>,
) -> Option<()> {
    let request = read(&mut stream).await?;
    let (head, body) = request.split_once("\r\n\r\n")?;
    if head.starts_with("POST") {
        bodies.lock().unwrap().push(body.to_owned());
    }
    let path = head.split(' ').nth(1)?;
    let (status, (headers, body)) = match pages(path) {
        Some(page) => ("200 OK", page),
        None => ("404 Not Found", ("", String::new())),
    };
    let length = body.len();
    let response = format!(
        "HTTP/1.1 {status}\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {length}\r\n\
         connection: close\r\n{headers}\r\n{body}"
    );
    stream.write_all(response.as_bytes()).await.ok()
}

/// One request, head and body.
async fn read(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .map_or(0, |(_, value)| value.trim().parse().unwrap());
        if body.len() >= length {
            return Some(text.into_owned());
        }
    }
}

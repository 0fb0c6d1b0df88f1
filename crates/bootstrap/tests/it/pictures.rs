//! Pictures from addresses, over real connections: the guard of webhooks stands before these too, and what misbehaves gets
//! nowhere.

use std::net::SocketAddr;

use latchstring_bootstrap::GuardedPictures;
use latchstring_domain::branding::PictureUrl;
use latchstring_service::ports::{FetchError, Pictures as _};
use latchstring_webhooks::{GuardedClient, Networks, Policy, PortRange, TlsRoots};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// A server that says this to whoever has asked, goes on with zeros if it never ends, and gives what it was asked.
struct Place {
    address: SocketAddr,
    asked: tokio::sync::mpsc::UnboundedReceiver<String>,
}

impl Place {
    async fn that_says(head: &str, body: &[u8], goes_on: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let said = [head.as_bytes(), body].concat();
        let (ask, asked) = tokio::sync::mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut question = vec![0; 4096];
                let count = stream.read(&mut question).await.unwrap_or_default();
                let _ = ask.send(String::from_utf8_lossy(&question[..count]).into_owned());
                let _ = stream.write_all(&said).await;
                while goes_on && stream.write_all(&[0; 4096]).await.is_ok() {}
                let _ = stream.shutdown().await;
            }
        });
        Self { address, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

fn way(policy: Policy) -> GuardedPictures {
    GuardedPictures::new(GuardedClient::new(policy, &TlsRoots::default()).unwrap())
}

/// What a quickstart allows.
fn lenient() -> GuardedPictures {
    way(Policy::default().with_networks(Networks::loopback()).with_ports(vec![PortRange::ANY]))
}

async fn fetch(way: &GuardedPictures, url: &str, up_to: usize) -> Result<Vec<u8>, FetchError> {
    way.fetch(&PictureUrl::parse(url).unwrap(), up_to).await
}

#[tokio::test]
async fn what_is_there_comes_back_as_it_is_and_nothing_of_ours_is_told() {
    let mut place = Place::that_says("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n", b"\x89PNG", false).await;
    assert_eq!(fetch(&lenient(), &place.url("/logo.png?v=1"), 4).await.unwrap(), b"\x89PNG");
    let asked = place.asked.recv().await.unwrap().to_ascii_lowercase();
    assert!(asked.starts_with("get /logo.png?v=1 http/1.1\r\n"), "{asked}");
    for header in ["cookie", "authorization", "referer"] {
        assert!(!asked.contains(header), "{asked}");
    }
}

#[tokio::test]
async fn t114_where_nothing_may_connect_no_picture_is_fetched_from() {
    let mut place = Place::that_says("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n", b"x", false).await;
    let any_port = || Policy::default().with_ports(vec![PortRange::ANY]);
    for url in [
        place.url("/logo.png"),
        format!("http://localhost:{}/", place.address.port()),
        format!("http://0x7f.1:{}/", place.address.port()),
        format!("http://[::ffff:127.0.0.1]:{}/", place.address.port()),
        "https://10.0.0.1/logo.png".to_owned(),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "https://[fd00:ec2::254]/".to_owned(),
    ] {
        assert_eq!(fetch(&way(any_port()), &url, 10).await, Err(FetchError::Forbidden), "{url}");
    }
    // Where clouds hand out credentials stays closed to whoever may connect to their own network, and so do its other ports.
    let own = Policy::default().with_networks(Networks::parse(["169.254.0.0/16", "127.0.0.0/8"]).unwrap());
    for url in ["http://169.254.169.254/latest/", &place.url("/"), "https://127.0.0.1:22/"] {
        assert_eq!(fetch(&way(own.clone()), url, 10).await, Err(FetchError::Forbidden), "{url}");
    }
    let self_same = any_port().with_networks(Networks::loopback()).with_own_ports(vec![place.address.port()]);
    assert_eq!(fetch(&way(self_same), &place.url("/"), 10).await, Err(FetchError::Forbidden));
    assert!(place.asked.try_recv().is_err(), "nobody was asked");
}

#[tokio::test]
async fn t113_nobody_is_followed_elsewhere() {
    let mut inner = Place::that_says("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n", b"x", false).await;
    for status in [301, 302, 303, 307, 308] {
        let head =
            format!("HTTP/1.1 {status} X\r\nlocation: {}\r\ncontent-length: 0\r\n\r\n", inner.url("/inner"));
        let place = Place::that_says(&head, b"", false).await;
        assert_eq!(fetch(&lenient(), &place.url("/"), 10).await, Err(FetchError::Redirect), "{status}");
    }
    assert!(inner.asked.try_recv().is_err(), "nobody was led there");
}

#[tokio::test]
async fn what_misbehaves_gives_nothing() {
    let endless = "HTTP/1.1 200 OK\r\n\r\n";
    for (head, body, goes_on, refused) in [
        ("HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n", &b"01234567890"[..], false, FetchError::TooLarge),
        (endless, b"", true, FetchError::TooLarge),
        ("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n", b"half", false, FetchError::Broken),
        ("HTTP/1.1 404 No\r\ncontent-length: 1\r\n\r\n", b"x", false, FetchError::Refused(4)),
        ("HTTP/1.1 503 No\r\n\r\n", b"", true, FetchError::Refused(5)),
        ("HTTP/1.1 204 No\r\n\r\n", b"", false, FetchError::Refused(2)),
        ("SSH-2.0-OpenSSH_9.2\r\n", b"", false, FetchError::Broken),
        ("", b"", false, FetchError::Broken),
    ] {
        let place = Place::that_says(head, body, goes_on).await;
        assert_eq!(fetch(&lenient(), &place.url("/"), 10).await, Err(refused), "{head:?}");
    }
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let nobody = format!("http://{free}/");
    assert_eq!(fetch(&lenient(), &nobody, 10).await, Err(FetchError::Unreachable));
    let plain = Place::that_says("HTTP/1.1 200 OK\r\n\r\n", b"", false).await;
    let tls = format!("https://{}/", plain.address);
    assert_eq!(fetch(&lenient(), &tls, 10).await, Err(FetchError::Untrusted));
}

#[tokio::test]
async fn what_hangs_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (held, mut holds) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = held.send(stream);
        }
    });
    let client = GuardedClient::new(
        Policy::default().with_networks(Networks::loopback()).with_ports(vec![PortRange::ANY]),
        &TlsRoots::default(),
    );
    let hanging = GuardedPictures::new(client.unwrap());
    let url = format!("http://{address}/");
    let fetching = tokio::spawn(async move { fetch(&hanging, &url, 10).await });
    let stream = holds.recv().await.unwrap();
    // Only now, so that no time passes before the connection stands.
    tokio::time::pause();
    assert_eq!(fetching.await.unwrap(), Err(FetchError::Late));
    drop(stream);
}

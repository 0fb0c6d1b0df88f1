use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use http::{HeaderValue, Request, Response, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::guard::Allowance;
use super::outgoing::{Outgoing, Unreachable};

/// How long a server may take altogether, within the 45 seconds that a page waits.
const PATIENCE: Duration = Duration::from_secs(15);

/// The most bytes of an answer. Tokens have a few thousand.
const MOST: usize = 64 * 1024;

/// A way out that asks one address, the one it looked up and examined, once: no redirect is followed, no connection kept, no
/// proxy of the environment listened to.
pub struct Guarded {
    allowed: Allowance,
    tls: Arc<ClientConfig>,
}

impl Guarded {
    /// A way out to the internet and to what is allowed beside it. Servers are certified by the authorities of Mozilla's
    /// programme.
    ///
    /// # Errors
    /// When the cryptography is not there, which the build rules out.
    pub fn new(allowed: Allowance) -> Result<Self, rustls::Error> {
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self { allowed, tls: Arc::new(tls) })
    }

    async fn ask(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Trouble> {
        let uri = request.uri().clone();
        let host = uri.host().ok_or(Trouble::NoHost)?.trim_matches(['[', ']']).to_owned();
        let secure = uri.scheme_str() == Some("https");
        let port = uri.port_u16().unwrap_or(if secure { 443 } else { 80 });
        let stream = self.connect(&host, port).await?;
        let request = prepared(request, &uri)?;
        if !secure {
            return exchange(stream, request).await;
        }
        let name = ServerName::try_from(host).map_err(|_| Trouble::NoHost)?;
        let tls = TlsConnector::from(Arc::clone(&self.tls));
        exchange(tls.connect(name, stream).await?, request).await
    }

    /// Connects to one of the addresses of a host. One that may not be asked spoils all of them: a name that leads to both
    /// is there to be asked twice.
    async fn connect(&self, host: &str, port: u16) -> Result<TcpStream, Trouble> {
        let addresses: Vec<SocketAddr> = lookup_host((host, port)).await?.collect();
        if addresses.is_empty() || !addresses.iter().all(|address| self.allowed.admits(*address)) {
            return Err(Trouble::Forbidden);
        }
        // The very addresses that were examined, and not the name once more.
        Ok(TcpStream::connect(addresses.as_slice()).await?)
    }
}

impl fmt::Debug for Guarded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guarded").field("allowed", &self.allowed).finish_non_exhaustive()
    }
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("the address names no host")]
    NoHost,
    #[error("the address may not be asked: it is not on the internet, or not at the port 443")]
    Forbidden,
    #[error("no answer within {} seconds", PATIENCE.as_secs())]
    Late,
    #[error("the answer is too long, or was cut off")]
    Body,
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Http(#[from] hyper::Error),
    #[error(transparent)]
    Uri(#[from] http::Error),
}

/// The request as HTTP/1.1 has it on a connection to its host.
fn prepared(request: Request<Vec<u8>>, uri: &Uri) -> Result<Request<Full<Bytes>>, Trouble> {
    let (mut parts, body) = request.into_parts();
    let authority = uri.authority().ok_or(Trouble::NoHost)?;
    parts
        .headers
        .insert(header::HOST, HeaderValue::try_from(authority.as_str()).map_err(|_| Trouble::NoHost)?);
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    parts.uri = Uri::try_from(path).map_err(|_| Trouble::NoHost)?;
    Ok(Request::from_parts(parts, Full::new(Bytes::from(body))))
}

async fn exchange<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Response<Vec<u8>>, Trouble>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let answer = async {
        let (head, body) = sender.send_request(request).await?.into_parts();
        let body = Limited::new(body, MOST).collect().await.map_err(|_| Trouble::Body)?;
        Ok(Response::from_parts(head, body.to_bytes().to_vec()))
    };
    // The connection is driven beside the request and dropped with it, so no task outlives the question.
    tokio::pin!(connection, answer);
    tokio::select! {
        biased;
        answered = &mut answer => answered,
        ended = &mut connection => match ended {
            Ok(()) => answer.await,
            Err(error) => Err(error.into()),
        },
    }
}

#[async_trait]
impl Outgoing for Guarded {
    async fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Unreachable> {
        let answered = timeout(PATIENCE, self.ask(request)).await.unwrap_or(Err(Trouble::Late));
        answered.map_err(|trouble| Unreachable(Box::new(trouble)))
    }
}

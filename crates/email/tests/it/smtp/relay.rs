//! A mail server that says what it is told to say, and keeps what it hears.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// What it does at a command other than the usual.
#[derive(Clone, Copy)]
pub(crate) enum Does {
    Says(&'static str),
    KeepsSilent,
    HangsUp,
}

/// How it is.
#[derive(Clone, Default)]
pub(crate) struct Manner {
    /// What it offers beside the encryption.
    pub(crate) offers: &'static [&'static str],
    pub(crate) tls: Option<TlsAcceptor>,
    pub(crate) implicit: bool,
    /// What it does instead, by the beginning of the command; "greeting" and "." are commands too.
    pub(crate) instead: Vec<(&'static str, Does)>,
}

pub(crate) struct Relay {
    pub(crate) address: SocketAddr,
    heard: Arc<Mutex<Heard>>,
}

/// What it heard.
#[derive(Clone, Default)]
pub(crate) struct Heard {
    pub(crate) connections: usize,
    /// The commands, those that came encrypted with a `*` before them.
    pub(crate) commands: Vec<String>,
    /// The mails that it took, as they came over the wire, less the dot at the end.
    pub(crate) mails: Vec<String>,
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

type Line = BufReader<Box<dyn Stream>>;

impl Relay {
    pub(crate) async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Heard::default()));
        let hears = heard.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                hears.lock().unwrap().connections += 1;
                let (manner, hears) = (manner.clone(), hears.clone());
                tokio::spawn(async move { drop(Talk { manner, hears }.serve(stream).await) });
            }
        });
        Self { address, heard }
    }

    pub(crate) fn heard(&self) -> Heard {
        self.heard.lock().unwrap().clone()
    }
}

struct Talk {
    manner: Manner,
    hears: Arc<Mutex<Heard>>,
}

impl Talk {
    async fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        let tls = self.manner.tls.clone();
        let stream: Box<dyn Stream> = match &tls {
            Some(tls) if self.manner.implicit => Box::new(tls.accept(stream).await?),
            _ => Box::new(stream),
        };
        let mut line = BufReader::new(stream);
        let mut encrypted = self.manner.implicit;
        self.answer(&mut line, "greeting", "220 relay.example ready\r\n").await?;
        loop {
            let Some(command) = self.command(&mut line, encrypted).await? else { return Ok(()) };
            let verb = command.to_ascii_uppercase();
            if verb.starts_with("STARTTLS") {
                self.answer(&mut line, "STARTTLS", "220 go ahead\r\n").await?;
                let Some(tls) = &tls else { return Ok(()) };
                line = BufReader::new(Box::new(tls.accept(line.into_inner()).await?));
                encrypted = true;
            } else if verb.starts_with("DATA") {
                self.answer(&mut line, "DATA", "354 go ahead\r\n").await?;
                self.mail(&mut line).await?;
            } else {
                let usual = self.usual(&verb, encrypted);
                self.answer(&mut line, &command, &usual).await?;
            }
            if verb.starts_with("QUIT") {
                return Ok(());
            }
        }
    }

    fn usual(&self, verb: &str, encrypted: bool) -> String {
        if !verb.starts_with("EHLO") {
            let code = if verb.starts_with("AUTH") { 235 } else { 250 };
            return format!("{code} fine\r\n");
        }
        let mut offers = self.manner.offers.to_vec();
        if self.manner.tls.is_some() && !encrypted {
            offers.push("STARTTLS");
        }
        let lines: String = offers.iter().map(|offer| format!("250-{offer}\r\n")).collect();
        format!("{lines}250 HELP\r\n")
    }

    async fn command(&self, line: &mut Line, encrypted: bool) -> std::io::Result<Option<String>> {
        let mut command = String::new();
        if line.read_line(&mut command).await? == 0 {
            return Ok(None);
        }
        let command = command.trim_end().to_owned();
        let mark = if encrypted { "*" } else { "" };
        self.hears.lock().unwrap().commands.push(format!("{mark}{command}"));
        Ok(Some(command))
    }

    async fn mail(&self, line: &mut Line) -> std::io::Result<()> {
        let mut mail = Vec::new();
        loop {
            let before = mail.len();
            if line.read_until(b'\n', &mut mail).await? == 0 {
                return Ok(());
            }
            if &mail[before..] == b".\r\n" {
                mail.truncate(before);
                break;
            }
        }
        self.hears.lock().unwrap().mails.push(String::from_utf8(mail).unwrap());
        self.answer(line, ".", "250 taken\r\n").await
    }

    async fn answer(&self, line: &mut Line, command: &str, usual: &str) -> std::io::Result<()> {
        let other = self.manner.instead.iter().find(|(start, _)| command.starts_with(start));
        match other.map(|(_, does)| does) {
            None => line.write_all(usual.as_bytes()).await?,
            Some(Does::Says(answer)) => line.write_all(answer.as_bytes()).await?,
            Some(Does::KeepsSilent) => std::future::pending().await,
            Some(Does::HangsUp) => return Err(std::io::ErrorKind::ConnectionAborted.into()),
        }
        line.flush().await
    }
}

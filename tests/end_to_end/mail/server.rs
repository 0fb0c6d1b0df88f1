//! aiosmtpd, started as a program, and what it took.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result};
use base64::Engine as _;
use latchstring_tests::{Process, aiosmtpd, workspace_root};
use mail_parser::{Message, MessageParser};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use serde::Deserialize;
use tempfile::TempDir;
use tokio::time::timeout;

/// Longer than a lease of the mails under test, and than a server that was down is left alone.
const PATIENCE: Duration = Duration::from_secs(50);

/// How the server speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Security {
    None,
    StartTls,
    Implicit,
}

impl Security {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::StartTls => "starttls",
            Self::Implicit => "implicit",
        }
    }
}

/// Who signs the server's certificate.
pub(super) struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub(super) fn new() -> Result<Self> {
        let mut params = CertificateParams::new(Vec::<String>::new())?;
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Ok(Self(CertifiedIssuer::self_signed(params, KeyPair::generate()?)?))
    }

    pub(super) fn pem(&self) -> String {
        self.0.pem()
    }

    /// A certificate for this name until the end of this year, in two files of this folder.
    fn certify(&self, folder: &Path, name: &str, until: i32) -> Result<()> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new([name.to_owned()])?;
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(until, 12, 31);
        let certificate = params.signed_by(&key, &self.0)?;
        std::fs::write(folder.join("cert.pem"), certificate.pem())?;
        std::fs::write(folder.join("key.pem"), key.serialize_pem())?;
        Ok(())
    }
}

/// What a server is started with.
pub(super) struct Wish<'a> {
    pub(super) tls: Security,
    pub(super) port: u16,
    pub(super) login: Option<&'a str>,
    /// Who certifies it, for which name, until which year.
    pub(super) certificate: Option<(&'a Authority, &'a str, i32)>,
}

pub(super) struct MailServer {
    process: Process,
    pub(super) port: u16,
    _folder: TempDir,
}

/// A mail that the server took.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Taken {
    pub(super) from: String,
    pub(super) to: Vec<String>,
    pub(super) helo: String,
    pub(super) login: bool,
    pub(super) encrypted: bool,
    bytes: String,
}

impl Taken {
    pub(super) fn text(&self) -> Result<String> {
        let bytes = base64::engine::general_purpose::STANDARD.decode(&self.bytes)?;
        Ok(String::from_utf8(bytes)?)
    }

    /// What a mail program makes of it.
    pub(super) fn read<T>(&self, look: impl FnOnce(&Message<'_>) -> Option<T>) -> Result<T> {
        let text = self.text()?;
        let message = MessageParser::default().parse(text.as_bytes());
        message.as_ref().and_then(look).with_context(|| text.clone())
    }

    pub(super) fn message_id(&self) -> Result<String> {
        self.read(|message| message.message_id().map(str::to_owned))
    }
}

impl MailServer {
    pub(super) async fn start(wish: Wish<'_>) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut command = Command::new(aiosmtpd()?);
        command.env_clear().env("PYTHONUNBUFFERED", "1").current_dir(folder.path());
        command.arg(workspace_root().join("tests/mail/server.py")).arg(wish.tls.name());
        command.args(["--port", &wish.port.to_string()]);
        if let Some((authority, name, until)) = wish.certificate {
            authority.certify(folder.path(), name, until)?;
            command.args(["--cert", "cert.pem", "--key", "key.pem"]);
        }
        if let Some(login) = wish.login {
            command.args(["--login", login]);
        }
        let (process, line) = Process::start(&mut command, folder.path()).await.context("aiosmtpd")?;
        let ready: serde_json::Value = serde_json::from_str(&line)?;
        let port = ready["port"].as_u64().context("a port")?.try_into()?;
        Ok(Self { process, port, _folder: folder })
    }

    /// On this machine, in the clear, for everybody.
    pub(super) async fn plain() -> Result<Self> {
        Self::start(Wish { tls: Security::None, port: 0, login: None, certificate: None }).await
    }

    /// What it took so far, oldest first.
    pub(super) fn taken(&self) -> Result<Vec<Taken>> {
        let lines = self.process.stdout();
        let whole = lines.rsplit_once('\n').map_or("", |(whole, _)| whole);
        whole.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
    }

    /// Waits until it took so many.
    pub(super) async fn until(&self, count: usize) -> Result<Vec<Taken>> {
        let mut tick = tokio::time::interval(Duration::from_millis(20));
        let waiting = async {
            loop {
                tick.tick().await;
                let taken = self.taken()?;
                if taken.len() >= count {
                    return anyhow::Ok(taken);
                }
            }
        };
        timeout(PATIENCE, waiting).await.with_context(|| format!("fewer than {count} mails came"))?
    }
}

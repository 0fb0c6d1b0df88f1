//! Running a server: from settings, or as a quickstart.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use latchstring_dispatch::{DispatchOptions, Dispatcher, VisitRecorder, Waker};
use latchstring_email::{Mailer, Senders};
use latchstring_pages::mailbox::Mailbox;
use latchstring_secrets::link_openers::LinkOpeners;
use latchstring_service::Latchstring;
use latchstring_web_kit::base_url::BaseUrl;
use latchstring_web_kit::client_ip::TrustedProxies;
use latchstring_web_kit::serve::{ServeOptions, serve};
use latchstring_webhooks::{Networks, Sender};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::config::{ServerRole, Settings, WorkerSettings};
use crate::ports::GuardedOutgoing;
use crate::quickstart::{Facts, Folder, MailFolder, furnish};
use crate::store::{Heard, OpenStore, Role};
use crate::{end_at, faces, foreign_links, keyring, mail, webhooks, wiring};

/// A server that is bound and ready to run.
pub struct Server {
    role: ServerRole,
    listener: TcpListener,
    base_url: BaseUrl,
    trusted_proxies: TrustedProxies,
    options: ServeOptions,
    drain_delay: Duration,
    worker: WorkerSettings,
    checkpoints: Option<PathBuf>,
    mailer: Option<Mailer>,
    dispatch: DispatchOptions,
    sender: Sender,
    latchstring: Latchstring,
    store: OpenStore,
    /// The folder of the mails of a quickstart, whose pages show them.
    mailbox: Option<PathBuf>,
}

impl Server {
    /// Binds and opens everything the settings name. It does not serve yet.
    ///
    /// # Errors
    /// When the address is taken, the database or the keyring cannot be used or do not belong together, or the schema
    /// is not up to date and may not be migrated.
    pub async fn prepare(settings: Settings) -> anyhow::Result<Self> {
        if let Some(folder) = &settings.checkpoints {
            let name = folder.display();
            anyhow::ensure!(folder.is_dir(), "events.checkpoints_dir {name} is not a folder that is there");
        }
        let listener = bind(settings.server.listen).await?;
        let keyring = keyring::load(&settings.keyring)?;
        let store = OpenStore::open(&settings.database, Role::Server).await?;
        if settings.database.migrate_on_start() {
            store.migrate().await?;
        }
        store.require_migrated().await?;
        let base_url = settings.server.base_url;
        let openers = foreign_links::parse(&settings.foreign_links)?;
        let latchstring = wiring::latchstring(
            store.store(),
            keyring,
            base_url.clone(),
            openers,
            GuardedOutgoing::new(settings.oauth, Some(listener.local_addr()?))?,
        )
        .await?;
        let mailer = mail::mailer(&settings.mail, &settings.mail_senders)?;
        let latchstring = if mailer.is_some() { latchstring.with_mail() } else { latchstring };
        let latchstring = match settings.mail_events {
            Some(secret) => latchstring.with_mail_events(secret),
            None => latchstring,
        };
        let sender = webhooks::sender(&settings.webhooks, listener.local_addr()?)?;
        let pictures = webhooks::pictures(&settings.webhooks, listener.local_addr()?)?;
        let latchstring = latchstring.with_pictures(Arc::new(pictures)).with_retention(&settings.retention);
        let latchstring = match settings.webhooks.plain_http_in_sandbox {
            true => latchstring.with_plain_http_in_sandbox(),
            false => latchstring,
        };
        Ok(Self {
            role: settings.server.role,
            mailer,
            dispatch: mail::paced(&settings.mail, DispatchOptions::default()),
            sender,
            listener,
            base_url,
            trusted_proxies: settings.server.trusted_proxies,
            options: ServeOptions {
                max_connections: settings.server.max_connections,
                drain_timeout: settings.server.shutdown_grace,
                ..ServeOptions::default()
            },
            drain_delay: settings.server.drain_delay,
            worker: settings.worker,
            checkpoints: settings.checkpoints,
            latchstring,
            store,
            mailbox: None,
        })
    }

    /// Binds a quickstart and furnishes its folder. It does not serve yet.
    ///
    /// # Errors
    /// When the address is taken or not on this machine, or the folder cannot be used.
    pub async fn quickstart(listen: SocketAddr, data_dir: &Path) -> anyhow::Result<(Self, Facts)> {
        let listener = bind(listen).await?;
        let base_url = local_base_url(listener.local_addr()?)?;
        let folder = Folder::open(data_dir)?;
        // The keyring comes first: whether one may be made depends on there being no database yet.
        let keyring = folder.keyring()?;
        let store = OpenStore::open_sqlite(&folder.database(), Role::Server).await?;
        store.migrate().await?;
        let openers = LinkOpeners::default();
        let latchstring = wiring::latchstring(
            store.store(),
            keyring,
            base_url.clone(),
            openers,
            GuardedOutgoing::new(Networks::default(), Some(listener.local_addr()?))?,
        )
        .await?;
        let mailer = mail::mailer(&mail::of_quickstart(&folder)?, &Senders::default())?;
        let sender = webhooks::sender(&webhooks::on_this_machine(), listener.local_addr()?)?;
        let pictures = webhooks::pictures(&webhooks::on_this_machine(), listener.local_addr()?)?;
        let latchstring =
            latchstring.with_mail().with_plain_http_in_sandbox().with_pictures(Arc::new(pictures));
        let facts = furnish(&latchstring, &folder, base_url.as_str()).await?;
        let server = Self {
            role: ServerRole::All,
            mailer,
            dispatch: DispatchOptions::default(),
            sender,
            listener,
            base_url,
            trusted_proxies: TrustedProxies::none(),
            options: ServeOptions { drain_timeout: Duration::from_secs(10), ..ServeOptions::default() },
            drain_delay: Duration::ZERO,
            worker: WorkerSettings { concurrency: 2 },
            checkpoints: None,
            latchstring,
            store,
            mailbox: Some(folder.mail_folder()),
        };
        Ok((server, facts))
    }

    /// The address it is bound to, with the port that a port of 0 has become.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// The public address.
    #[must_use]
    pub const fn base_url(&self) -> &BaseUrl {
        &self.base_url
    }

    /// Serves until `stop` is cancelled, then ends what is under way and closes.
    ///
    /// # Errors
    /// When a background task failed.
    pub async fn run(self, stop: CancellationToken) -> anyhow::Result<()> {
        let waker = Waker::default();
        let latchstring = match self.role.works() {
            true => self.latchstring.with_bell(Arc::new(waker.clone())),
            false => self.latchstring,
        };
        let background = CancellationToken::new();
        let machine = faces::Machine { store: self.store.store(), stopping: stop.clone() };
        let mut tasks = JoinSet::new();
        let router = match self.role.answers() {
            true => {
                let (visits, recorder) = VisitRecorder::new(latchstring.clone());
                tasks.spawn(recorder.run(background.clone()));
                let (base_url, trusted_proxies) = (self.base_url.clone(), self.trusted_proxies);
                let latchstring = latchstring.clone();
                let mailbox = self.mailbox.map(|folder| Arc::new(MailFolder(folder)) as Arc<dyn Mailbox>);
                let faces = faces::Faces { latchstring, base_url, trusted_proxies, visits, machine, mailbox };
                faces::router(faces)?
            }
            false => faces::of_a_worker(machine, &self.base_url),
        };
        if self.role.works() {
            let options = DispatchOptions { workers: self.worker.concurrency, ..self.dispatch };
            let dispatcher =
                Dispatcher::new(latchstring, options).with_sender(self.sender).with_probe(end_at::probe());
            let dispatcher = match self.mailer {
                Some(mailer) => dispatcher.with_mailer(mailer),
                None => dispatcher,
            };
            let dispatcher = match self.checkpoints {
                Some(folder) => dispatcher.with_checkpoints_in(folder),
                None => dispatcher,
            };
            tasks.spawn(dispatcher.with_waker(waker.clone()).run(background.clone()));
            tasks.spawn(listen(self.store.clone(), waker, background.clone()));
        }
        tracing::info!(base_url = self.base_url.as_str(), role = self.role.as_str(), "serving");
        let closing = CancellationToken::new();
        tasks.spawn(close_after(self.drain_delay, stop, closing.clone()));
        let report = tokio::select! {
            report = serve(self.listener, router, self.options, closing) => report,
            () = self.store.unsynced() => return Err(Unsynced.into()),
        };
        tracing::info!(accepted = report.accepted, cut = report.cut, "stopped serving");
        background.cancel();
        while let Some(ended) = tasks.join_next().await {
            ended.context("a background task failed")?;
        }
        self.store.close().await;
        Ok(())
    }
}

/// The disk under a SQLite file failed to sync.
#[derive(Debug, thiserror::Error)]
#[error(
    "the disk did not keep what was written to it (a sync failed). Nothing was acknowledged that is not there; look after the disk, and start again"
)]
struct Unsynced;

/// Lets the listener close so long after a stop was asked for: until then whoever sends requests here has time to see that
/// `/readyz` says no, and to send them elsewhere.
async fn close_after(delay: Duration, stop: CancellationToken, closing: CancellationToken) {
    stop.cancelled().await;
    if !delay.is_zero() {
        tracing::info!(?delay, "not ready any more; the listener closes after the delay");
        tokio::time::sleep(delay).await;
    }
    closing.cancel();
}

/// Rings when another server has put something into the outbox, until `stop` is cancelled.
async fn listen(store: OpenStore, waker: Waker, stop: CancellationToken) {
    let heard = |heard| match heard {
        Heard::Work(lane) => waker.ring_for(lane),
        Heard::Anything => waker.ring(),
    };
    tokio::select! {
        () = stop.cancelled() => {}
        () = store.listen(heard) => {}
    }
}

async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(address).await;
    listener.with_context(|| format!("cannot listen on {address}; is another program there?"))
}

/// The address of a quickstart, which serves plain http and is therefore for this machine alone.
fn local_base_url(bound: SocketAddr) -> anyhow::Result<BaseUrl> {
    let host = match bound {
        SocketAddr::V4(bound) if bound.ip().is_unspecified() => "127.0.0.1".to_owned(),
        SocketAddr::V6(bound) if bound.ip().is_unspecified() => "[::1]".to_owned(),
        SocketAddr::V4(bound) => bound.ip().to_string(),
        SocketAddr::V6(bound) => format!("[{}]", bound.ip()),
    };
    format!("http://{host}:{}", bound.port()).parse().with_context(|| {
        format!("a quickstart serves plain http to this machine only, not on {host}; use a configuration file instead")
    })
}

/// Cancelled when the process is asked to stop, by SIGTERM or by Ctrl-C.
///
/// # Errors
/// When the signals cannot be listened for.
pub fn stop_on_signal() -> anyhow::Result<CancellationToken> {
    let stop = CancellationToken::new();
    let mut terminate = signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("cannot listen for SIGINT")?;
    let stopped = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        stopped.cancel();
    });
    Ok(stop)
}

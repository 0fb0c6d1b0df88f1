//! Starting Chromium with its end of the pipe on descriptors 3 and 4.

use std::fs::File;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc;

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use super::FrameCookies;
use super::connection::PATIENCE;

/// A Chromium whose profile is removed, once it has ended, when this value is dropped.
#[derive(Debug)]
pub(super) struct Chromium {
    child: Option<Child>,
    _profile: TempDir,
}

const FLAGS: [&str; 19] = [
    "--headless",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-features=Translate,OptimizationHints,MediaRouter",
    "--hide-scrollbars",
    "--lang=en",
    "--force-color-profile=srgb",
    // Else a press between a page's load and its first picture is dropped without a word.
    "--allow-pre-commit-input",
    // Whatever a page asks for outside this machine does not exist, at once and without a look-up.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1",
];

/// The shell moves the standard streams to where `--remote-debugging-pipe` looks for them, which Rust's `Command` can
/// only do with unsafe code, and then becomes Chromium, so the process id is Chromium's.
const BECOME: &str = r#"exec "$@" 3<&0 4>&1 0</dev/null 1>/dev/null"#;

/// The rule that takes a frame's cookies away: first whose they are, then whose page is around.
const WITHHELD: &str = r#"{"profile": {"content_settings": {"exceptions": {"cookies": {
    "http://127.0.0.1:*,http://localhost:*": {"setting": 2}
}}}}}"#;

pub(super) fn launch(program: &Path, cookies: FrameCookies) -> Result<Chromium> {
    let profile = tempfile::Builder::new().prefix("latchstring-chromium-").tempdir()?;
    let settings = profile.path().join("profile/Default");
    if cookies == FrameCookies::Withheld {
        std::fs::create_dir_all(&settings)?;
        std::fs::write(settings.join("Preferences"), WITHHELD)?;
    }
    let more = (cookies == FrameCookies::Partitioned).then_some("--test-third-party-cookie-phaseout");
    let log = File::create(profile.path().join("stderr.log"))?;
    let child = Command::new("sh")
        .args(["-c", BECOME, "sh"])
        .arg(program)
        .args(FLAGS)
        .args(more)
        .arg(format!("--user-data-dir={}", profile.path().join("profile").display()))
        // Else it begins with its own new-tab page, which has requests of its own.
        .arg("about:blank")
        .env("TMPDIR", profile.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .with_context(|| format!("starting {}", program.display()))?;
    Ok(Chromium { child: Some(child), _profile: profile })
}

impl Chromium {
    /// Our ends of the pipe: where commands go and where answers and events come from.
    pub(super) fn pipes(&mut self) -> Option<(ChildStdin, ChildStdout)> {
        let child = self.child.as_mut()?;
        let (to, from) = (child.stdin.take()?, child.stdout.take()?);
        Some((to, from))
    }
}

impl Drop for Chromium {
    /// Waits for Chromium, whose pipe is closed by now, so that it and its own children leave nothing behind; kills it,
    /// by its process id, when it does not end.
    fn drop(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        let (tell, told) = mpsc::channel();
        let waiting = std::thread::spawn(move || {
            drop(child.wait());
            // Nobody listens any more when this took too long.
            tell.send(()).ok();
        });
        if told.recv_timeout(PATIENCE).is_err()
            && let Some(pid) = pid
        {
            kill_process(pid, Signal::KILL).ok();
        }
        drop(waiting.join());
    }
}

//! A program under test: started, heard until it is ready, stopped.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use tokio::sync::oneshot;
use tokio::time::timeout;

/// How long a program may take to say that it is ready, and to end once it was asked to.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running program whose first line on standard output says that it is ready.
///
/// It is killed, by its own process id, when this value is dropped.
#[derive(Debug)]
pub struct Process {
    child: Child,
    folder: PathBuf,
}

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exit {
    /// The exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// All it wrote to standard error.
    pub stderr: String,
}

impl Process {
    /// Starts the command and waits for its first line on standard output.
    ///
    /// Standard error and the rest of standard output go to `stderr.log` and `stdout.log` in `folder`.
    ///
    /// # Errors
    /// When it cannot be started, ends or stays silent for half a minute; with what it wrote to standard error.
    pub async fn start(command: &mut Command, folder: &Path) -> Result<(Self, String)> {
        let stderr = File::create(folder.join("stderr.log"))?;
        let rest = File::create(folder.join("stdout.log"))?;
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(stderr)
            .spawn()
            .with_context(|| format!("starting {command:?}"))?;
        let stdout = child.stdout.take().context("the child has no standard output")?;
        let process = Self { child, folder: folder.to_owned() };
        match timeout(PATIENCE, first_line(stdout, rest)).await {
            Ok(Ok(line)) => Ok((process, line)),
            Ok(Err(_)) => bail!("it ended before it was ready:\n{}", process.stderr()),
            Err(_) => bail!("it was not ready after {PATIENCE:?}:\n{}", process.stderr()),
        }
    }

    /// What it has written to standard error so far.
    #[must_use]
    pub fn stderr(&self) -> String {
        std::fs::read_to_string(self.folder.join("stderr.log")).unwrap_or_default()
    }

    /// What it has written to standard output after its first line.
    #[must_use]
    pub fn stdout(&self) -> String {
        std::fs::read_to_string(self.folder.join("stdout.log")).unwrap_or_default()
    }

    /// The process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to end, as a service manager does (SIGTERM), and waits until it has.
    ///
    /// # Errors
    /// When it is still there after half a minute.
    pub async fn stop(self) -> Result<Exit> {
        kill_process(self.pid()?, Signal::TERM).context("sending SIGTERM")?;
        self.wait().await
    }

    /// Ends it without warning, as a crash or a power cut does (SIGKILL), and waits until it has.
    ///
    /// # Errors
    /// When the system refuses.
    pub async fn crash(mut self) -> Result<Exit> {
        self.child.kill().context("sending SIGKILL")?;
        self.wait().await
    }

    /// Waits until it has ended by itself.
    ///
    /// # Errors
    /// When it is still there after half a minute.
    pub async fn ended(self) -> Result<Exit> {
        self.wait().await
    }

    /// Takes its time away (SIGSTOP), as a machine that is put to sleep does: it is there and does nothing.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn pause(&self) -> Result<()> {
        kill_process(self.pid()?, Signal::STOP).context("sending SIGSTOP")
    }

    /// Lets it go on (SIGCONT).
    ///
    /// # Errors
    /// When the system refuses.
    pub fn resume(&self) -> Result<()> {
        kill_process(self.pid()?, Signal::CONT).context("sending SIGCONT")
    }

    async fn wait(mut self) -> Result<Exit> {
        let pid = self.pid()?;
        let folder = self.folder.clone();
        let waiting = tokio::task::spawn_blocking(move || -> Result<(Self, ExitStatus)> {
            let status = self.child.wait()?;
            Ok((self, status))
        });
        let Ok(ended) = timeout(PATIENCE, waiting).await else {
            kill_process(pid, Signal::KILL).context("sending SIGKILL")?;
            let stderr = std::fs::read_to_string(folder.join("stderr.log")).unwrap_or_default();
            bail!("it was still running {PATIENCE:?} after it was asked to end:\n{stderr}");
        };
        let (process, status) = ended??;
        Ok(Exit { code: status.code(), stderr: process.stderr() })
    }

    fn pid(&self) -> Result<Pid> {
        let id = i32::try_from(self.child.id())?;
        Pid::from_raw(id).context("a process id is never 0")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Neither fails for a child that has ended and was waited for.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The first line; the pipe is emptied into `rest` for as long as it is open, so that the program never blocks on it.
async fn first_line(stdout: ChildStdout, mut rest: File) -> Result<String, oneshot::error::RecvError> {
    let (tell, told) = oneshot::channel();
    std::thread::spawn(move || {
        let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
        if let Some(line) = lines.next() {
            drop(tell.send(line));
        }
        for line in lines {
            drop(writeln!(rest, "{line}"));
        }
    });
    told.await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    /// Ready, and then idle for good, as one process.
    const IDLE: &str = "echo ready; exec tail -f /dev/null";

    /// Ready, and ends with code 7 when it is asked to end.
    const POLITE: &str = "trap 'echo bye >&2; kill $!; exit 7' TERM; tail -f /dev/null & echo ready; wait";

    #[tokio::test]
    async fn a_program_is_heard_and_stopped_with_its_own_exit_code() {
        let folder = tempfile::tempdir().unwrap();
        let (process, line) = Process::start(&mut shell(POLITE), folder.path()).await.unwrap();
        assert_eq!(line, "ready");
        assert_eq!(process.stop().await.unwrap(), Exit { code: Some(7), stderr: "bye\n".into() });
    }

    #[tokio::test]
    async fn a_program_that_ends_early_is_an_error_with_its_last_words() {
        let folder = tempfile::tempdir().unwrap();
        let error =
            Process::start(&mut shell("echo no database >&2; exit 3"), folder.path()).await.unwrap_err();
        assert!(error.to_string().contains("no database"), "{error}");
    }

    #[tokio::test]
    async fn a_crash_leaves_no_exit_code() {
        let folder = tempfile::tempdir().unwrap();
        let (process, _) = Process::start(&mut shell(IDLE), folder.path()).await.unwrap();
        assert_eq!(process.crash().await.unwrap().code, None);
    }

    #[tokio::test]
    async fn a_dropped_program_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let (process, _) = Process::start(&mut shell(IDLE), folder.path()).await.unwrap();
        let pid = process.pid().unwrap();
        drop(process);
        assert!(rustix::process::test_kill_process(pid).is_err());
    }
}

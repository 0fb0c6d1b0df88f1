use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use latchstring_domain::event::ExportFormat;
use latchstring_service::event::{self, EventWalk};

use crate::args::EventExport;
use crate::output::Answer;
use crate::problem::{Exit, Problem};
use crate::run::session::Session;
use crate::shape::Exported;

pub(super) async fn run(session: &Session, wish: EventExport) -> Result<Answer, Problem> {
    let (caller, format) = (session.caller().await?, wish.to);
    let mut walk = event::walk(&session.ls, &caller, super::wanted(&wish.filter)).await?;
    let Some(path) = wish.output else {
        return match copy(&mut walk, format, &mut BufWriter::new(io::stdout().lock())).await {
            Ok(_) => Ok(Answer::given()),
            Err(Cut::Writing(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Answer::given()),
            Err(cut) => Err(cut.of("standard output")),
        };
    };
    let name = path.display().to_string();
    let file = create(&path)?;
    match copy(&mut walk, format, &mut BufWriter::new(file)).await {
        Ok(events) => Answer::new(&Exported { file: name, events }),
        Err(cut) => {
            // Half an export looks like a whole one.
            let _ = std::fs::remove_file(&path);
            Err(cut.of(&name))
        }
    }
}

/// A new file that only its owner may read: addresses of people stand in it.
pub(super) fn create(path: &Path) -> Result<File, Problem> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    made.map_err(|error| {
        let name = path.display();
        Problem::new(Exit::Failed, format!("{name} cannot be made: {error}; nothing was written"))
    })
}

/// Why an export has no end.
pub(super) enum Cut {
    Reading(Problem),
    Writing(io::Error),
}

impl Cut {
    pub(super) fn of(self, name: &str) -> Problem {
        match self {
            Self::Reading(problem) => problem,
            Self::Writing(error) => {
                Problem::new(Exit::Failed, format!("{name} cannot be written: {error}; it was not kept"))
            }
        }
    }
}

async fn copy(walk: &mut EventWalk, format: ExportFormat, out: &mut impl Write) -> Result<u64, Cut> {
    let reading = |failure| Cut::Reading(Problem::from(failure));
    let head = event::head(format).map_err(reading)?;
    out.write_all(head.as_bytes()).map_err(Cut::Writing)?;
    let mut written = 0;
    loop {
        let events = walk.next().await.map_err(reading)?;
        if events.is_empty() {
            break;
        }
        for event in events {
            let line = event::line(format, &event).map_err(reading)?;
            out.write_all(line.as_bytes()).map_err(Cut::Writing)?;
            written += 1;
        }
    }
    out.flush().map_err(Cut::Writing)?;
    Ok(written)
}

use std::io::{self, BufWriter, Write};
use std::time::Duration;

use latchstring_service::event::checkpoint::{self, CheckpointText};

use super::export::{Cut, create};
use crate::args::EventCheckpoints;
use crate::output::Answer;
use crate::problem::Problem;
use crate::run::session::Session;
use crate::shape::ExportedCheckpoints;

/// How many are in hand at a time; each may have ten thousand ends.
const AT_ONCE: u32 = 20;

pub(super) async fn run(session: &Session, wish: EventCheckpoints) -> Result<Answer, Problem> {
    if wish.take {
        for workspace in session.workspaces().await? {
            checkpoint::take(&session.ls, workspace.id, Duration::ZERO).await?;
        }
    }
    let Some(path) = wish.output else {
        return match copy(session, wish.after, &mut BufWriter::new(io::stdout().lock())).await {
            Ok(_) => Ok(Answer::given()),
            Err(Cut::Writing(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Answer::given()),
            Err(cut) => Err(cut.of("standard output")),
        };
    };
    let name = path.display().to_string();
    let file = create(&path)?;
    match copy(session, wish.after, &mut BufWriter::new(file)).await {
        Ok(checkpoints) => Answer::new(&ExportedCheckpoints { file: name, checkpoints }),
        Err(cut) => {
            let _ = std::fs::remove_file(&path);
            Err(cut.of(&name))
        }
    }
}

async fn copy(session: &Session, after: u64, out: &mut impl Write) -> Result<u64, Cut> {
    let reading = |failure| Cut::Reading(Problem::from(failure));
    let mut written = 0;
    for workspace in session.workspaces().await.map_err(Cut::Reading)? {
        let (caller, mut last) = (session.caller_in(workspace.id), after);
        loop {
            let part = checkpoint::list(&session.ls, &caller, last, AT_ONCE).await.map_err(reading)?;
            let Some(end) = part.last() else { break };
            last = end.statement.number;
            for one in &part {
                let text = CheckpointText::of(&session.ls, one).map_err(reading)?;
                out.write_all(text.line().map_err(reading)?.as_bytes()).map_err(Cut::Writing)?;
                written += 1;
            }
        }
    }
    out.flush().map_err(Cut::Writing)?;
    Ok(written)
}

//! Checkpoints, hourly, and in a folder.

use std::time::Duration;

use latchstring_service::event::checkpoint::{self, KeptCheckpoint};

use crate::common::{World, never_polling, pass};
use crate::waiting::Work;

const HOUR: Duration = Duration::from_secs(3600);

/// What stands in the file of the world's workspace.
fn lines(folder: &std::path::Path) -> Vec<KeptCheckpoint> {
    let Some(file) = std::fs::read_dir(folder).unwrap().next() else { return Vec::new() };
    let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
    text.lines().map(|line| KeptCheckpoint::read(line).unwrap()).collect()
}

/// Lets time pass until the file has so many lines: writing it takes a thread, which paused time does not wait for.
async fn until(folder: &std::path::Path, count: usize) {
    for _ in 0..10_000 {
        if lines(folder).len() == count {
            return;
        }
        pass(Duration::from_millis(1)).await;
        tokio::task::spawn_blocking(std::thread::yield_now).await.unwrap();
    }
    panic!("the file has {} lines", lines(folder).len());
}

#[tokio::test(start_paused = true)]
async fn t163_a_checkpoint_an_hour_is_made_and_written_down() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::new(Work::taking(Duration::ZERO)).await;
    let running = world.run_keeping(never_polling(), folder.path().to_owned());
    until(folder.path(), 1).await;
    world.promise().await;
    pass(HOUR - Duration::from_secs(600)).await;
    assert_eq!(lines(folder.path()).len(), 1, "not before the hour");
    pass(Duration::from_secs(1200)).await;
    until(folder.path(), 2).await;
    running.stop().await;
    let kept = lines(folder.path());
    let report = checkpoint::verify(&world.ls, &world.caller, &kept).await.unwrap();
    assert_eq!((report.kept, report.broken), (2, vec![]));
}

#[tokio::test(start_paused = true)]
async fn half_a_line_of_a_process_that_died_is_cut_off_and_what_is_missing_added() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::new(Work::taking(Duration::ZERO)).await;
    let workspace = world.caller.workspace_id();
    checkpoint::take(&world.ls, workspace, Duration::ZERO).await.unwrap();
    let path = folder.path().join(format!("{workspace}.jsonl"));
    std::fs::write(&path, "{\"workspaceId\":\"0").unwrap();
    let running = world.run_keeping(never_polling(), folder.path().to_owned());
    for _ in 0..10_000 {
        if std::fs::read_to_string(&path).unwrap().ends_with('\n') {
            break;
        }
        pass(Duration::from_millis(1)).await;
        tokio::task::spawn_blocking(std::thread::yield_now).await.unwrap();
    }
    running.stop().await;
    assert_eq!(lines(folder.path()).len(), 1);
}

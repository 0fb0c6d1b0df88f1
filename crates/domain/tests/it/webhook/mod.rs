mod delivering;
mod telling;

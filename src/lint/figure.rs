//! Poses that teach more than is easy, or whose hands and feet can't get where they should.

use crate::figure::skeleton::{PoseProblem, problems};
use crate::figure::{Stance, whole_pose};
use crate::routine::Routine;
use crate::routine::place::{Finding, RoutinePlace};

/// Looks at every pose that the routine brings. The shared ones are within all limits.
pub(super) fn look_at_poses(routine: &Routine, found: &mut Vec<Finding>) {
    let of = |name: &str| {
        whole_pose(name, &routine.poses).map_or_else(Vec::new, |pose| problems(&Stance::of(&pose)))
    };
    for (i, pose) in routine.poses.iter().enumerate() {
        // What comes with the pose that it is like is told there.
        let known = pose.like.as_ref().map_or_else(Vec::new, |like| of(like));
        let own = of(&pose.name).into_iter();
        let own = own.filter(|problem| !known.iter().any(|known| is_same(known, problem)));
        let place = || RoutinePlace::field("poses").item(i);
        found.extend(own.map(|problem| told(&problem, place())));
    }
}

/// Whether it is one joint, or one hand.
fn is_same(one: &PoseProblem, other: &PoseProblem) -> bool {
    match (one, other) {
        (PoseProblem::TooFar { limit, .. }, PoseProblem::TooFar { limit: other, .. }) => {
            limit == other
        }
        (PoseProblem::OutOfReach { limb, .. }, PoseProblem::OutOfReach { limb: other, .. }) => {
            limb == other
        }
        _ => false,
    }
}

fn told(problem: &PoseProblem, place: RoutinePlace) -> Finding {
    match problem {
        PoseProblem::OutOfReach { limb, by } => {
            let message = format!("the {limb} stops {by:.1} before the place that it should reach");
            let found = Finding::warning("pose-out-of-reach", place, message);
            found.help("move the place nearer with `by` or `at`, or bring the body nearer to it")
        }
        PoseProblem::TooFar { limit, angle } => {
            let message = format!("this pose has {} by {angle:.0} degrees", limit.joint);
            let help = format!(
                "keep it between {:.0} and {:.0}: whoever sees the figure imitates it",
                limit.least, limit.most
            );
            let found = Finding::warning("pose-too-far", place, message);
            found
                .label("further than is easy for most people")
                .help(help)
        }
    }
}

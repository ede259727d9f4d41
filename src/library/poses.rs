//! The shared poses of the figure, and the figures of the routines that are built in.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::built_in;
use super::cautions::signs_or_stop;
use crate::figure::{PoseBook, StepFigure};
use crate::problem::Problem;
use crate::routine::Side;
use crate::timeline::{Scene, StepMovement, Timeline};

/// The poses and figures that are built in.
pub fn poses() -> &'static PoseBook {
    static POSES: LazyLock<PoseBook> = LazyLock::new(|| {
        PoseBook::read(built_in::POSES).expect("a test reads the poses that are built in")
    });
    &POSES
}

/// Everything that is wrong with the signs and words of a file of poses.
pub fn poses_problems(text: &str) -> Vec<Problem> {
    let help = "write it like `routines/poses.ron`: `(poses: [..], figures: [..])`";
    signs_or_stop(text, PoseBook::read(text).err(), "these are no poses", help)
}

/// Gives the plan of a routine that is built in what the figure does in each phase.
pub fn show_figures(id: &str, timeline: &mut Timeline) {
    let mut scenes: HashMap<(u32, bool), (StepMovement, Arc<Scene>)> = HashMap::new();
    let steps = poses().figures.iter().filter(|step| step.routine == id);
    for step in steps {
        let number = step.step as u32;
        let mut phases = timeline.phases().iter();
        let sided = phases.any(|phase| phase.step.first() == Some(&number) && phase.side.is_some());
        for left in [false, true] {
            if let Some(made) = scene(step, left, sided) {
                scenes.insert((number, left), made);
            }
        }
    }
    timeline.show_figures(|phase, before| {
        let left = phase.side == Some(Side::Left);
        let (step, scene) = scenes.get(&(*phase.step.first()?, left))?;
        step.in_phase(phase, scene, before)
    });
}

fn scene(step: &StepFigure, left: bool, sided: bool) -> Option<(StepMovement, Arc<Scene>)> {
    let figure = step.figure.clone()?;
    let mut names = vec![figure.start.clone()];
    names.extend(
        step.key_poses()
            .into_iter()
            .filter(|name| *name != figure.start),
    );
    let place = |name: &String| {
        names
            .iter()
            .position(|known| known == name)
            .map(|at| at as u8)
    };
    let movement = StepMovement {
        pose: figure.pose.as_ref().and_then(place),
        inhale: figure.inhale.as_ref().and_then(place),
        around: figure.r#loop.iter().filter_map(place).collect(),
        parts: step.parts.iter().map(place).collect(),
        figure: figure.clone(),
    };
    let shared = poses().shared();
    let stances = names
        .iter()
        .filter_map(|name| shared.stance(name, left).ok());
    let scene = Scene {
        poses: stances.collect(),
        figure: if left { figure.mirror() } else { figure },
        sided,
    };
    Some((movement, Arc::new(scene)))
}

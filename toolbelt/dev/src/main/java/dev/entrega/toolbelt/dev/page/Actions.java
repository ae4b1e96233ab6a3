package dev.entrega.toolbelt.dev.page;

import dev.entrega.toolbelt.dev.live.Watch;

/** What the buttons of the page do, by the names in their forms. */
record Actions(Controls controls, Watch watch) {

    /** @return false if there is no action of that name */
    boolean act(String action, String service, String target) throws InterruptedException {
        switch (action) {
            case "kill" -> controls.kill(target);
            case "restart" -> controls.restart(target);
            case "fault" -> controls.fault(target);
            case "traffic" -> controls.traffic();
            case "redrive" -> controls.redrive(service, target);
            default -> {
                return false;
            }
        }
        watch.hurry();
        return true;
    }
}

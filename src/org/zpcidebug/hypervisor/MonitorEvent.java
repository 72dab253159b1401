package org.zpcidebug.hypervisor;

import com.google.gson.JsonObject;
import java.time.Instant;

/**
 * An event that QEMU announced.
 *
 * @param name for instance {@code DEVICE_DELETED}
 * @param data its data, empty when it has none
 * @param time QEMU's time stamp, or the time of arrival where QEMU had none
 */
public record MonitorEvent(String name, JsonObject data, Instant time) {}

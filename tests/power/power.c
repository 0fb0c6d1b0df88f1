/* What a power cut and a failing disk leave behind, for a program that is loaded with this in front of its C library (LD_PRELOAD).
 *
 * Every write to a database file, or to what SQLite keeps beside it, is remembered until the file is synced. At the call that
 * POWER_CUT_AT names, counted from 1, the unsynced writes are taken back, some of them are done again (whole, or up to some sector,
 * in an order that a disk might choose), and the process is killed: what was synced is there, and of the rest anything may be.
 *
 * POWER_FAIL_AT names a call that fails with POWER_ERROR (EIO, ENOSPC, EROFS), once, or from then on with POWER_LASTING. POWER_FAIL_SYNC
 * counts syncs alone. The choices follow from POWER_SEED. POWER_COUNT names a file into which the number of calls is written at the end. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECTOR 512

struct change {
    char path[PATH_MAX];
    off_t offset, size_before, size_after; /* a truncation has no new bytes */
    size_t length, old_length;
    unsigned char *old, *new;
    struct change *before;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct change *unsynced;
static long calls, syncs;
static uint64_t state;

static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_fsync)(int), (*real_fdatasync)(int), (*real_ftruncate)(int, off_t);

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

/* xorshift64*: good enough to choose, and the same everywhere. */
static uint64_t chosen(uint64_t of) {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (state * UINT64_C(2685821657736338717) >> 33) % of;
}

static void finish(void) {
    const char *path = getenv("POWER_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) {
        fprintf(file, "%ld %ld\n", calls, syncs);
        fclose(file);
    }
}

__attribute__((constructor)) static void start(void) {
    real_pwrite = (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite64");
    real_write = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    real_fsync = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = (int (*)(int, off_t))dlsym(RTLD_NEXT, "ftruncate64");
    state = UINT64_C(0x9E3779B97F4A7C15) * (uint64_t)(number("POWER_SEED") + 1);
    atexit(finish);
}

/* Whether a descriptor is a database, its log or its journal. The index of the log is memory, and is made anew after a cut. */
static int is_watched(int fd, char path[PATH_MAX]) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    size_t end = (size_t)length;
    const char *kinds[] = {".db", ".db-wal", ".db-journal"};
    for (int kind = 0; kind < 3; kind++) {
        size_t of = strlen(kinds[kind]);
        if (end > of && strcmp(path + end - of, kinds[kind]) == 0) return 1;
    }
    return 0;
}

static off_t size_of(int fd) {
    struct stat found;
    return fstat(fd, &found) == 0 ? found.st_size : 0;
}

static void remember(int fd, const char *path, const void *bytes, size_t length, off_t offset, off_t size_after) {
    struct change *change = calloc(1, sizeof *change);
    off_t size = size_of(fd), end = bytes ? offset + (off_t)length : size;
    strcpy(change->path, path);
    change->offset = offset;
    change->length = length;
    change->size_before = size;
    change->size_after = bytes ? (end > size ? end : size) : size_after;
    if (bytes) {
        change->new = malloc(length);
        memcpy(change->new, bytes, length);
    }
    if (size > offset) {
        size_t old = (size_t)((end < size ? end : size) - offset);
        change->old = malloc(old);
        ssize_t got = pread(fd, change->old, old, offset);
        change->old_length = got > 0 ? (size_t)got : 0;
    }
    change->before = unsynced;
    unsynced = change;
}

static void again(const struct change *change) {
    int fd = open(change->path, O_RDWR);
    if (fd < 0) return;
    if (!change->new) {
        if (chosen(2)) real_ftruncate(fd, change->size_after);
    } else {
        size_t sectors = (change->length + SECTOR - 1) / SECTOR, length = 0;
        switch (chosen(3)) {
        case 0: break;
        case 1: length = change->length; break;
        default: length = (size_t)chosen(sectors + 1) * SECTOR;
        }
        if (length > change->length) length = change->length;
        if (length) real_pwrite(fd, change->new, length, change->offset);
    }
    close(fd);
}

/* To what was synced, and then as much of the rest as a disk may have come to. Locked. */
static void cut(void) {
    size_t count = 0;
    for (struct change *change = unsynced; change; change = change->before) {
        int fd = open(change->path, O_RDWR);
        if (fd >= 0) {
            if (change->old_length) real_pwrite(fd, change->old, change->old_length, change->offset);
            real_ftruncate(fd, change->size_before);
            close(fd);
        }
        count++;
    }
    struct change **all = calloc(count + 1, sizeof *all);
    size_t at = count;
    for (struct change *change = unsynced; change; change = change->before) all[--at] = change;
    /* A disk takes writes in any order, but those to one place in theirs: neighbours are swapped where they do not touch. */
    for (size_t i = 1; i < count; i++) {
        struct change *one = all[i - 1], *other = all[i];
        int apart = one->new && other->new && (strcmp(one->path, other->path) ||
            one->offset + (off_t)one->length <= other->offset || other->offset + (off_t)other->length <= one->offset);
        if (apart && chosen(2)) {
            all[i - 1] = other;
            all[i] = one;
        }
    }
    for (size_t i = 0; i < count; i++) again(all[i]);
    kill(getpid(), SIGKILL);
    pause();
}

/* Counts a call, and says with what it fails, if it does. Locked. */
static int next_call(int is_sync) {
    calls++;
    syncs += is_sync;
    if (calls == number("POWER_CUT_AT")) cut();
    long fail = number("POWER_FAIL_AT"), fail_sync = number("POWER_FAIL_SYNC");
    int lasting = getenv("POWER_LASTING") != NULL;
    int fails = fail && (calls == fail || (lasting && calls > fail));
    fails |= is_sync && fail_sync && (syncs == fail_sync || (lasting && syncs > fail_sync));
    if (!fails) return 0;
    const char *error = getenv("POWER_ERROR");
    if (error && strcmp(error, "ENOSPC") == 0) return is_sync ? EIO : ENOSPC;
    if (error && strcmp(error, "EROFS") == 0) return EROFS;
    return EIO;
}

static void forget(const char *path) {
    for (struct change **at = &unsynced; *at;) {
        struct change *change = *at;
        if (strcmp(change->path, path) == 0) {
            *at = change->before;
            free(change->old);
            free(change->new);
            free(change);
        } else {
            at = &change->before;
        }
    }
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset) {
    char path[PATH_MAX];
    if (!is_watched(fd, path)) return real_pwrite(fd, bytes, length, offset);
    pthread_mutex_lock(&lock);
    int error = next_call(0);
    ssize_t wrote = -1;
    if (!error) {
        remember(fd, path, bytes, length, offset, 0);
        wrote = real_pwrite(fd, bytes, length, offset);
    }
    pthread_mutex_unlock(&lock);
    if (error) errno = error;
    return wrote;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    return pwrite64(fd, bytes, length, offset);
}

ssize_t write(int fd, const void *bytes, size_t length) {
    char path[PATH_MAX];
    if (!is_watched(fd, path)) return real_write(fd, bytes, length);
    ssize_t wrote = pwrite64(fd, bytes, length, lseek(fd, 0, SEEK_CUR));
    if (wrote > 0) lseek(fd, wrote, SEEK_CUR);
    return wrote;
}

static int sync_with(int (*real)(int), int fd) {
    char path[PATH_MAX];
    if (!is_watched(fd, path)) return real(fd);
    pthread_mutex_lock(&lock);
    int error = next_call(1), done = -1;
    if (!error) {
        /* To the page cache is far enough: nothing but this pulls the plug. */
        forget(path);
        done = 0;
    }
    pthread_mutex_unlock(&lock);
    if (error) errno = error;
    return done;
}

int fsync(int fd) { return sync_with(real_fsync, fd); }

int fdatasync(int fd) { return sync_with(real_fdatasync, fd); }

int ftruncate64(int fd, off_t size) {
    char path[PATH_MAX];
    if (!is_watched(fd, path)) return real_ftruncate(fd, size);
    pthread_mutex_lock(&lock);
    int error = next_call(0), done = -1;
    if (!error) {
        if (size < size_of(fd)) remember(fd, path, NULL, 0, size, size);
        done = real_ftruncate(fd, size);
    }
    pthread_mutex_unlock(&lock);
    if (error) errno = error;
    return done;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

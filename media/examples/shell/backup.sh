#!/bin/bash
# Copies a folder to a dated place and removes backups older than a week.

source_folder=$1
target_root=${2:-/var/backups}
target=$target_root/$(date +%Y-%m-%d)

mkdir -p $target
cp -r $source_folder $target

count=`ls $target | wc -l`
echo "copied $count entries"

old_backups() {
  find "$target_root" -mindepth 1 -maxdepth 1 -type d -mtime +7
}

clean() {
  for folder in $(old_backups); do
    rm -rf $folder
  done
}

clean
echo "done" > /tmp/backup.log
